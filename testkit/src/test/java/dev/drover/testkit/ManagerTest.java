package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class ManagerTest extends ManagerContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
