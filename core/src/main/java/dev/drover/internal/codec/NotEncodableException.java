package dev.drover.internal.codec;

import dev.drover.task.Failure.Unserializable.What;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value can't travel to another process; the message says what is in the way and the ways out. */
public final class NotEncodableException extends Exception {
  private static final long serialVersionUID = 1;

  private final String detail;
  private final transient Function<What, String> messages;

  NotEncodableException(String detail, String message, @Nullable Throwable cause) {
    this(detail, _ -> message, cause);
  }

  /** The ways out depend on what the value is to the task. */
  NotEncodableException(String detail, Function<What, String> messages, @Nullable Throwable cause) {
    super(messages.apply(What.FUNCTION), cause);
    this.detail = detail;
    this.messages = messages;
  }

  /**
   * The message with the ways out for a part of a task; {@link #getMessage()} has those for a function.
   *
   * @param what which part the value is
   * @return what is in the way and how to get round it
   */
  public String message(What what) {
    return messages.apply(what);
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
