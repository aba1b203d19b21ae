package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnEveryBackend
class ExecutorTest extends ExecutorContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
