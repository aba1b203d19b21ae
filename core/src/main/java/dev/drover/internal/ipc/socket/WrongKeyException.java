package dev.drover.internal.ipc.socket;

import java.io.IOException;

/** The other side has shown that it has another key. */
public final class WrongKeyException extends IOException {
  private static final long serialVersionUID = 1;

  WrongKeyException(String message) {
    super(message);
  }
}
