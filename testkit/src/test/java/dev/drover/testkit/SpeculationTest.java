package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnWorkers
class SpeculationTest extends SpeculationContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }

  @Override
  protected boolean hasProcesses() {
    return backend.equals("processes");
  }
}
