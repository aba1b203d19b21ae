package dev.drover.internal.ipc.socket;

import dev.drover.internal.codec.Payload;
import dev.drover.internal.ipc.guard.Patience;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages there and back over a socket. Any thread may send, receive and close; who waits can be interrupted.
 */
/*
 * A message is 8 bytes that say how many follow, and these. Sending and receiving have a lock each, so that one who
 * waits for a message keeps nobody from sending one.
 *
 * An interrupt is heard before a message has begun to leave, and then nothing is sent. In the middle of one it ends the
 * link: the other side could not tell what is missing. What has come in in part stays, and the next one goes on with
 * it.
 */
public final class MessageLink implements AutoCloseable {
  private static final int SMALL = 16 << 10;

  private final Link link;
  private final ReentrantLock sending = new ReentrantLock();
  private final ReentrantLock receiving = new ReentrantLock();
  private final Incoming incoming; // guarded by receiving
  private boolean heard; // an interrupt; guarded by sending

  MessageLink(Link link, long most) {
    this.link = link;
    this.incoming = new Incoming(link, most);
  }

  /** What has to be done before the first message, in this time. */
  void begin(long nanos) throws IOException {
    link.begin(nanos);
  }

  /** Takes no message of more than this many bytes from now on. */
  void limit(long bytes) {
    receiving.lock();
    try {
      incoming.limit(bytes);
    } finally {
      receiving.unlock();
    }
  }

  // --- sending ---

  /**
   * Sends a message. Waits while there is no room for it.
   *
   * @param message its bytes
   * @throws IOException if the link has ended, on whatever side
   * @throws InterruptedException if the thread is interrupted; in the middle of the message this ends the link
   */
  public void send(Payload message) throws IOException, InterruptedException {
    sending.lockInterruptibly();
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted before it sent a message");
      }
      sendWhole(message, false);
    } finally {
      sending.unlock();
    }
  }

  /**
   * Sends a message, whatever interrupts: for links that several threads share. An interrupt is kept.
   *
   * @param message its bytes
   * @throws IOException if the link has ended, on whatever side
   */
  public void sendDeaf(Payload message) throws IOException {
    sending.lock();
    boolean interrupted = Thread.interrupted();
    try {
      sendWhole(message, true);
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      interrupted |= heard;
      heard = false;
      sending.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void sendWhole(Payload message, boolean deaf) throws IOException, InterruptedException {
    boolean whole = false;
    try {
      for (ByteBuffer part : parts(message)) {
        write(part, deaf);
      }
      while (!link.flush()) {
        awaitRoom(deaf);
      }
      whole = true;
    } finally {
      if (!whole) {
        close();
      }
    }
  }

  /** A small one leaves at once. */
  private static List<ByteBuffer> parts(Payload message) {
    boolean small = message.size() <= SMALL;
    ByteBuffer first = ByteBuffer.allocate(Incoming.HEADER + (small ? (int) message.size() : 0));
    first.putLong(message.size());
    if (small) {
      message.copyTo(first);
      return List.of(first.flip());
    }
    List<ByteBuffer> parts = new ArrayList<>(message.chunks());
    parts.addFirst(first.flip());
    return parts;
  }

  private void write(ByteBuffer part, boolean deaf) throws IOException, InterruptedException {
    while (part.hasRemaining()) {
      if (link.write(part) == 0) {
        awaitRoom(deaf);
      }
    }
  }

  private void awaitRoom(boolean deaf) throws IOException, InterruptedException {
    link.awaitWritable(Patience.FOR_EVER);
    if (!Thread.interrupted()) {
      return;
    }
    heard = deaf;
    if (!deaf) {
      throw new InterruptedException("interrupted in the middle of a message; the connection is closed");
    }
  }

  // --- receiving ---

  /**
   * Waits for a message.
   *
   * @return empty if nothing will come any more
   * @throws IOException if the link has broken, or what comes is no message
   * @throws InterruptedException if the thread is interrupted
   */
  public Optional<Payload> receive() throws IOException, InterruptedException {
    receiving.lockInterruptibly();
    try {
      boolean _ = advance(Patience.FOR_EVER);
      return incoming.isWhole() ? Optional.of(incoming.remove()) : Optional.empty();
    } finally {
      receiving.unlock();
    }
  }

  /**
   * Waits until {@link #receive} will not.
   *
   * @param nanos how long at most
   * @return whether it will not
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean await(long nanos) throws InterruptedException {
    receiving.lockInterruptibly();
    try {
      return advance(nanos);
    } catch (IOException told) {
      return true;
    } finally {
      receiving.unlock();
    }
  }

  /**
   * Whether {@link #receive} will not wait.
   *
   * @return at this moment; false if another thread receives
   */
  public boolean isReady() {
    if (!receiving.tryLock()) {
      return false;
    }
    try {
      return incoming.advance();
    } catch (IOException told) {
      return true;
    } finally {
      receiving.unlock();
    }
  }

  private boolean advance(long nanos) throws IOException, InterruptedException {
    long start = System.nanoTime();
    boolean ready = incoming.advance();
    while (!ready) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while it waited for a message");
      }
      long left = nanos == Patience.FOR_EVER ? nanos : nanos - (System.nanoTime() - start);
      if (left <= 0) {
        return false;
      }
      link.awaitReadable(left);
      ready = incoming.advance();
    }
    return true;
  }

  /** Ends it for both sides; whoever waits in it is told. Idempotent. */
  @Override
  public void close() {
    link.close();
  }
}
