package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnEveryBackend
class ProgramEndTest extends ProgramEndContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
