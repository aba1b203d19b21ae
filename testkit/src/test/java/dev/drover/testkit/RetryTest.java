package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnEveryBackend
class RetryTest extends RetryContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
