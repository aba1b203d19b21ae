package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnWorkers
class WaitTest extends WaitContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
