package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class SyncDeathTest extends SyncDeathContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
