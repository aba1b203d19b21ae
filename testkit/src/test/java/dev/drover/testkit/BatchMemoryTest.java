package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class BatchMemoryTest extends BatchMemoryContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
