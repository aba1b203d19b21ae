package dev.drover.shared;

import java.io.IOException;

/** The other side of a connection has shown that it has another key. */
public final class AuthenticationException extends IOException {
  private static final long serialVersionUID = 1;

  AuthenticationException(IOException cause) {
    super(cause.getMessage() + "; give both sides the same key", cause);
  }
}
