package dev.drover.internal.codec;

/** Bytes that can't become a value in this process; the message says why. */
public final class NotDecodableException extends Exception {
  private static final long serialVersionUID = 1;

  NotDecodableException(String message, Throwable cause) {
    super(message, cause);
  }
}
