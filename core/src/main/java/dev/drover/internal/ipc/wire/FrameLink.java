package dev.drover.internal.ipc.wire;

import dev.drover.internal.host.Log;
import dev.drover.internal.host.Quietly;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames over whatever carries bytes: a connected Unix-domain socket, or a pair of rings.
 *
 * <p>A thread that is interrupted while it sends or receives closes the connection, as with every NIO channel: threads that may
 * be interrupted must not come here.
 */
public final class FrameLink implements Channel {
  private final Closeable connection;
  private final InBuffer in;
  private final FrameReader reader;
  private final ReentrantLock sending = new ReentrantLock();
  private final OutBuffer out;
  private final Optional<QuietChannel> quiet;
  private final FrameWriter writer;

  /**
   * Speaks over a socket.
   *
   * @param socket connected, in blocking mode
   */
  public FrameLink(SocketChannel socket) {
    this(socket, socket, socket);
  }

  /**
   * Speaks over two directions that belong together.
   *
   * @param from whence bytes come; its end is the end of the connection
   * @param to where they go
   * @param connection ends both: whoever waits in them gets an error or its end
   */
  public FrameLink(ReadableByteChannel from, WritableByteChannel to, Closeable connection) {
    this.connection = connection;
    this.in = new InBuffer(from);
    this.reader = new FrameReader(in);
    this.out = new OutBuffer(to);
    this.quiet = to instanceof QuietChannel q ? Optional.of(q) : Optional.empty();
    this.writer = new FrameWriter(out);
  }

  /**
   * Connects to somebody who listens.
   *
   * @param path of the socket
   * @return the socket, in blocking mode
   * @throws IOException if nobody listens
   */
  public static SocketChannel connect(Path path) throws IOException {
    SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    socket.connect(UnixDomainSocketAddress.of(path));
    return socket;
  }

  @Override
  public void send(Frame frame) throws IOException {
    sending.lock();
    try {
      writeWhole(frame);
    } finally {
      sending.unlock();
    }
  }

  @Override
  public boolean trySend(Frame frame, Executor elsewhere) throws IOException {
    if (quiet.isEmpty() || !sending.tryLock()) {
      return false;
    }
    try {
      if (out.size() > 0) {
        return false;
      }
      writeWhole(frame);
      if (!out.tryFlush(quiet.get())) {
        elsewhere.execute(() -> finish(quiet.get()));
      }
      return true;
    } finally {
      sending.unlock();
    }
  }

  private void finish(QuietChannel to) {
    sending.lock();
    try {
      out.flush();
      to.ring();
    } catch (IOException dead) {
      // who reads finds out too, and judges
      Log.debug("waking the other side", dead);
    } finally {
      sending.unlock();
    }
  }

  private void writeWhole(Frame frame) throws IOException {
    boolean whole = false;
    try {
      writer.write(frame);
      whole = true;
    } finally {
      if (!whole) {
        close();
      }
    }
  }

  @Override
  public void flush() throws IOException {
    sending.lock();
    try {
      out.flush();
    } finally {
      sending.unlock();
    }
  }

  @Override
  public Optional<Frame> receive() throws IOException {
    return reader.read();
  }

  /**
   * Takes in what is there, up to the room there is for it.
   *
   * @param isThere whether another read will not wait
   * @return whether {@link #receive} gives small results, or the end of a batch, at once; false too if there is nothing
   * @throws IOException as {@link #receive} does
   */
  public boolean hasSmallResult(Source isThere) throws IOException {
    while (reader.next() == FrameReader.Next.NOTHING && isThere.hasBytes()) {
      boolean ignored = in.fill();
    }
    return reader.next() == FrameReader.Next.SMALL_RESULT;
  }

  /** Whence bytes come. */
  @FunctionalInterface
  public interface Source {
    /**
     * Whether a read would not wait.
     *
     * @return true if there is a byte
     * @throws IOException if the connection is gone
     */
    boolean hasBytes() throws IOException;
  }

  /**
   * Whether there is something else than small results, which has been left where it is.
   *
   * @return true if the next frame has begun, and is of another kind
   */
  public boolean hasOther() {
    return reader.next() == FrameReader.Next.OTHER;
  }

  @Override
  public boolean more() {
    return in.hasBuffered();
  }

  @Override
  public void close() {
    Quietly.close(connection, "a connection");
  }
}
