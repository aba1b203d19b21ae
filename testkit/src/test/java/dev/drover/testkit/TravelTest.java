package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class TravelTest extends TravelContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
