package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnEveryBackend
class FutureTest extends FutureContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
