package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnEveryBackend
class MapTest extends MapContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
