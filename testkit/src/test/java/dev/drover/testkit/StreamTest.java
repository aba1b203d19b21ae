package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnWorkers
class StreamTest extends StreamContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
