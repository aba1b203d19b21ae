package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnWorkers
class CompletionTest extends CompletionContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
