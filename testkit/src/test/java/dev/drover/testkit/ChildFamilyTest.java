package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class ChildFamilyTest extends ChildFamilyContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
