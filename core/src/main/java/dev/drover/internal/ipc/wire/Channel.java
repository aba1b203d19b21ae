package dev.drover.internal.ipc.wire;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;

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
   * Sends a small frame at once, for a thread that must not wait, and that anybody may interrupt: it does not come near a socket,
   * which an interrupt would close.
   *
   * @param frame what; less than some kilobytes
   * @param elsewhere runs what is not for this thread, soon
   * @return false, and nothing is sent, if this channel has no other way, or something else is being sent
   * @throws IOException if the connection is gone
   */
  default boolean trySend(Frame frame, Executor elsewhere) throws IOException {
    return false;
  }

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
     * @return false if this thread was relieved meanwhile: another one is in {@link #goOn}, and this one must receive no more
     * @throws IOException if it should not have come
     */
    boolean on(Frame frame) throws IOException;

    /**
     * Whether a thread that helps takes in whatever comes, or only small results that came without output.
     *
     * @return true for whatever
     */
    default boolean helpersTakeAll() {
      return true;
    }

    /**
     * Something came that is not for the thread that helps: another one has to {@link #goOn}, and nothing is received until it does.
     *
     * @param helper this thread
     */
    default void handOver(Thread helper) {
      throw new UnsupportedOperationException("helpers take whatever comes");
    }
  }

  /**
   * Receives to the end of the connection, instead of {@link #receive}. Others may {@link #help} meanwhile.
   *
   * @param to where to, in this thread or in one that helps
   * @return false if this thread was relieved before the end
   * @throws IOException as {@link #receive} does
   */
  default boolean receiveAll(Receiver to) throws IOException {
    boolean on = true;
    Optional<Frame> frame = receive();
    while (on && frame.isPresent()) {
      on = to.on(frame.get());
      frame = on ? receive() : frame;
    }
    return on;
  }

  /**
   * Receives in place of a thread that was relieved, or of one that has helped.
   *
   * @param to as in {@link #receiveAll}
   * @param relieved the other thread
   * @return whether this thread has received up to the end
   * @throws IOException as {@link #receive} does
   */
  default boolean goOn(Receiver to, Thread relieved) throws IOException {
    return receiveAll(to);
  }

  /**
   * For one thread that has nothing to do until another frame is received: takes in what comes soon, in place of the thread that
   * is in {@link #receiveAll}, so that nobody has to be woken for it. It does not wait, but for the some ten microseconds that
   * have paid.
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
