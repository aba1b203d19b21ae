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

  /** Where frames go. */
  @FunctionalInterface
  interface Receiver {
    /**
     * A frame has come. One at a time, in their order.
     *
     * @param frame what
     * @throws IOException if it should not have come
     */
    void on(Frame frame) throws IOException;
  }

  /**
   * Receives to the end of the connection, instead of {@link #receive}. Others may {@link #help} meanwhile.
   *
   * @param to where to, in this thread or in one that helps
   * @throws IOException as {@link #receive} does
   */
  default void receiveAll(Receiver to) throws IOException {
    Optional<Frame> frame = receive();
    while (frame.isPresent()) {
      to.on(frame.get());
      frame = receive();
    }
  }

  /**
   * For one thread that has nothing to do until another frame is received: takes in what comes soon, in place of the thread that
   * is in {@link #receiveAll}, so that nobody has to be woken for it.
   *
   * @return whether something came; false at once where that has not paid lately
   * @throws IOException as {@link #receive} does
   */
  default boolean help() throws IOException {
    return false;
  }

  /** The thread that has helped has something to do, whoever took it in. */
  default void helped() {}

  /** Ends the connection; whoever waits in it gets an error or its end. Idempotent. */
  @Override
  void close();
}
