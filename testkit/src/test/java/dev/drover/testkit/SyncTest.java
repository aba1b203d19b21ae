package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class SyncTest extends SyncContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
