package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class NotesTest extends NotesContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
