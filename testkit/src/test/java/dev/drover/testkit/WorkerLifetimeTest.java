package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class WorkerLifetimeTest extends WorkerLifetimeContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
