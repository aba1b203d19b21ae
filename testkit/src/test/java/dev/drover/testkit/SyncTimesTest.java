package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class SyncTimesTest extends SyncTimesContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
