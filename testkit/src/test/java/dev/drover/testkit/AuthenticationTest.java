package dev.drover.testkit;

import org.junit.jupiter.params.Parameter;

@OnProcesses
class AuthenticationTest extends AuthenticationContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }
}
