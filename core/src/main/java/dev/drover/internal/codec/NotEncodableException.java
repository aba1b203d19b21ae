package dev.drover.internal.codec;

import org.jspecify.annotations.Nullable;

/** A value can't travel to another process; the message says what is in the way and the ways out. */
public final class NotEncodableException extends Exception {
  private static final long serialVersionUID = 1;

  private final String detail;

  NotEncodableException(String detail, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.detail = detail;
  }

  /**
   * Where the culprit is, seen from the value, and its class: {@code [2].owner.socket (java.net.Socket)}.
   *
   * @return the path; only the class if it is the value itself or the place is unknown
   */
  public String detail() {
    return detail;
  }
}
