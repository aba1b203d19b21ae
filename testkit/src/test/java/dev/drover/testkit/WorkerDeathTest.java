package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class WorkerDeathTest extends WorkerDeathContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
