package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnEveryBackend
class ModelTest extends ModelContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
