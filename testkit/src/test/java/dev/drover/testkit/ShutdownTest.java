package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnEveryBackend
class ShutdownTest extends ShutdownContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
