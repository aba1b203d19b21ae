package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class LoneItemTest extends LoneItemContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
