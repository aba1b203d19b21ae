package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnWorkers
class WorkerReuseTest extends WorkerReuseContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
