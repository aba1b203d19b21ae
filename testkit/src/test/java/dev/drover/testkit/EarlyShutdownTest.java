package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnWorkers
class EarlyShutdownTest extends EarlyShutdownContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
