package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnEveryBackend
class WorkerLocalTest extends WorkerLocalContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
