package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class SharedMemoryTest extends SharedMemoryContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
