package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class InitialiserTest extends InitialiserContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
