package dev.drover.internal.ipc.wire;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A channel over a connected Unix-domain socket.
 *
 * <p>A thread that is interrupted while it sends or receives closes the socket, as with every NIO channel: threads that may
 * be interrupted must not come here.
 */
public final class SocketLink implements Channel {
  private final SocketChannel socket;
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
  public SocketLink(SocketChannel socket) {
    this.socket = socket;
    this.in = new InBuffer(socket);
    this.reader = new FrameReader(in);
    this.out = new OutBuffer(socket);
    this.writer = new FrameWriter(out);
  }

  /**
   * Connects to somebody who listens.
   *
   * @param path of the socket
   * @return the channel
   * @throws IOException if nobody listens
   */
  public static SocketLink connect(Path path) throws IOException {
    SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    socket.connect(UnixDomainSocketAddress.of(path));
    return new SocketLink(socket);
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
      socket.close();
    } catch (IOException e) {
      System.getLogger("dev.drover").log(System.Logger.Level.DEBUG, "closing a socket", e);
    }
  }
}
