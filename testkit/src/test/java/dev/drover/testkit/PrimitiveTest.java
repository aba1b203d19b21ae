package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnEveryBackend
class PrimitiveTest extends PrimitiveContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
