package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class ChildProcessTest extends ChildProcessContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
