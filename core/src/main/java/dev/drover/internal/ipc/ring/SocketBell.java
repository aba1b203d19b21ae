package dev.drover.internal.ipc.ring;

import dev.drover.internal.host.Quietly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;

/** A connected Unix-domain socket as a bell: a byte rings, the end of file says that the other process is gone. */
final class SocketBell implements Bell {
  /** More than one at a time if the other side has rung for what was seen without. */
  private static final int MOST_AT_ONCE = 64;

  private final SocketChannel socket;
  private final ByteBuffer rung = ByteBuffer.allocateDirect(MOST_AT_ONCE);
  private final ByteBuffer toRing = ByteBuffer.allocateDirect(1);
  private volatile boolean ended;

  SocketBell(SocketChannel socket) {
    this.socket = socket;
  }

  /** Under the lock of who sends. */
  @Override
  public void ring() throws IOException {
    toRing.clear();
    while (toRing.hasRemaining()) {
      int ignored = socket.write(toRing);
    }
  }

  @Override
  public boolean await() throws IOException {
    rung.clear();
    try {
      ended = socket.read(rung) < 0;
    } catch (ClosedChannelException own) {
      throw own;
    } catch (IOException reset) {
      // The other side ended before it had heard the bell: what it had published is there all the same.
      ended = true;
    }
    return !ended;
  }

  @Override
  public boolean hasEnded() {
    return ended;
  }

  @Override
  public void close() {
    Quietly.close(socket, "a socket");
  }
}
