package dev.drover.internal.ipc.wire;

import java.io.IOException;
import java.util.Optional;

/**
 * A way to exchange frames with the other process. Any thread may send; one thread receives.
 */
public interface Channel extends AutoCloseable {
  /**
   * Sends a frame, or keeps it until the next flush. Waits while the other side does not read.
   *
   * @param frame what
   * @throws IOException if the connection is gone
   */
  void send(Frame frame) throws IOException;

  /**
   * Hands over what was kept back.
   *
   * @throws IOException if the connection is gone
   */
  void flush() throws IOException;

  /**
   * Sends a frame at once.
   *
   * @param frame what
   * @throws IOException if the connection is gone
   */
  default void sendNow(Frame frame) throws IOException {
    send(frame);
    flush();
  }

  /**
   * The next frame; waits for it.
   *
   * @return empty at the end of the connection
   * @throws IOException if the connection breaks in the middle of a frame, or what comes is not a frame
   */
  Optional<Frame> receive() throws IOException;

  /**
   * Whether part of the next frame is here already, so that {@link #receive} will hardly wait.
   *
   * @return true if it is
   */
  boolean more();

  /** Ends the connection; whoever waits in it gets an error or its end. Idempotent. */
  @Override
  void close();
}
