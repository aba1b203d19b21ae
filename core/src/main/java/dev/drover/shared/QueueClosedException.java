package dev.drover.shared;

/** A queue is closed: nothing can be put, or nothing will ever come. */
public final class QueueClosedException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  QueueClosedException(String message) {
    super(message);
  }
}
