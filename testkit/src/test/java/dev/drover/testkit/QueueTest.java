package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class QueueTest extends QueueContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
