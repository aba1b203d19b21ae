package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class ManagerDeathTest extends ManagerDeathContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
