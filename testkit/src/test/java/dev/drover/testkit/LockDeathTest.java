package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class LockDeathTest extends LockDeathContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
