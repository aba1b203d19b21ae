package dev.drover.internal.ipc.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
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

  @Override
  public boolean more() {
    return in.hasBuffered();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException e) {
      System.getLogger("dev.drover").log(System.Logger.Level.DEBUG, "closing a connection", e);
    }
  }
}
