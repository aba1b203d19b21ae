package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class QueueTimesTest extends QueueTimesContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
