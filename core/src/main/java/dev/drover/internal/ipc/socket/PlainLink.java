package dev.drover.internal.ipc.socket;

import dev.drover.internal.host.Quietly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** Bytes as they are. */
final class PlainLink implements Link {
  private final SocketChannel socket;
  private final Readiness readable;
  private final Readiness writable;

  PlainLink(SocketChannel socket) throws IOException {
    socket.configureBlocking(false);
    this.socket = socket;
    this.readable = new Readiness(socket, SelectionKey.OP_READ);
    this.writable = new Readiness(socket, SelectionKey.OP_WRITE);
  }

  @Override
  public void begin(long nanos) {
    // bytes need no preparation
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return socket.read(into);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return socket.write(from);
  }

  @Override
  public boolean flush() {
    return true;
  }

  @Override
  public void awaitReadable(long nanos) throws IOException {
    readable.await(nanos);
  }

  @Override
  public void awaitWritable(long nanos) throws IOException {
    writable.await(nanos);
  }

  /** The selectors last: they let go of the socket, and wake who waits. */
  @Override
  public void close() {
    Quietly.close(socket, "a socket");
    readable.close();
    writable.close();
  }
}
