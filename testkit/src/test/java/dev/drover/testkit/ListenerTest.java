package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class ListenerTest extends ListenerContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
