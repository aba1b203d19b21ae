package dev.drover.internal.ipc.ring;

import java.io.IOException;

/** How the two sides of a ring wake each other, and how each learns that the other is gone. */
interface Bell {
  /**
   * Wakes the receiver on the other side.
   *
   * @throws IOException if the other side is gone
   */
  void ring() throws IOException;

  /**
   * Waits until the other side rings. One thread at a time. It may have been rung for something that is known by now.
   *
   * @return false if the other side is gone
   * @throws IOException if this side has closed the connection
   */
  boolean await() throws IOException;

  /** Whether {@link #await} has found the other side gone. */
  boolean hasEnded();

  /** Ends the connection; whoever waits gets an error. Idempotent. */
  void close();
}
