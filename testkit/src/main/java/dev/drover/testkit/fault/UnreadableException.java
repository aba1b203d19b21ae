package dev.drover.testkit.fault;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;

/** Can be written, but not read. */
final class UnreadableException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableException(String message) {
    super(message);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("it is meant to be unreadable");
  }
}
