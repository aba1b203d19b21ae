package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnEveryBackend
class BroadcastTest extends BroadcastContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
