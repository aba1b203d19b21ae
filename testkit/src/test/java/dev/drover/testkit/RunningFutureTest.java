package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnWorkers
class RunningFutureTest extends RunningFutureContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
