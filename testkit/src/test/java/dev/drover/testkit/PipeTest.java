package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class PipeTest extends PipeContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
