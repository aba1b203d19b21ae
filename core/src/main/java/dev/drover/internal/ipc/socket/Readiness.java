package dev.drover.internal.ipc.socket;

import dev.drover.internal.host.Quietly;
import dev.drover.internal.ipc.guard.Patience;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for one thing of a socket: something to read, or room to write. A thread that is interrupted in it keeps its
 * socket, which it would lose in a read that blocks. For one thread that waits at a time; any may close.
 */
final class Readiness implements AutoCloseable {
  private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final SocketChannel socket;
  private final int operation;

  // guarded by this
  private @Nullable Selector selector;
  private boolean closed;

  Readiness(SocketChannel socket, int operation) {
    this.socket = socket;
    this.operation = operation;
  }

  /** Returns early if the thread is interrupted. */
  void await(long nanos) throws IOException {
    try {
      Selector selector = selector();
      selector.select(millis(nanos));
      selector.selectedKeys().clear();
    } catch (ClosedSelectorException e) {
      throw closed(e);
    }
  }

  /** 0 is for ever. */
  private static long millis(long nanos) {
    return nanos == Patience.FOR_EVER ? 0 : Math.max(1, (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
  }

  /** Most sockets never have to wait for room, so it is not there before it is needed. */
  private synchronized Selector selector() throws IOException {
    Selector known = selector;
    if (known != null) {
      return known;
    }
    if (closed) {
      throw new ClosedChannelException();
    }
    Selector made = Selector.open();
    selector = made;
    SelectionKey _ = socket.register(made, operation);
    return made;
  }

  private static ClosedChannelException closed(RuntimeException cause) {
    ClosedChannelException e = new ClosedChannelException();
    e.initCause(cause);
    return e;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (selector != null) {
      Quietly.close(selector, "a selector");
    }
  }
}
