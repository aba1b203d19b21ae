package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnWorkers
class TimeoutTest extends TimeoutContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
