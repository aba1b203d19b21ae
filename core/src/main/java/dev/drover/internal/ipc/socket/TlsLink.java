package dev.drover.internal.ipc.socket;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/** Bytes through TLS. */
/*
 *     write --wrap--> net out --> socket --> net in --unwrap--> plain in --> read
 *
 * The engine is asked what it needs before each step. Unwrapping is for the thread that reads; wrapping is under a
 * lock, since a reading thread has to wrap what the engine wants to say. TLS 1.3 only: before it a peer may want a new
 * handshake in the middle of a message.
 */
final class TlsLink implements Link {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Link socket;
  private final SSLEngine engine;

  // of the thread that reads
  private final ByteBuffer netIn;
  private final ByteBuffer plainIn;

  private final ReentrantLock wrapping = new ReentrantLock();
  private final ByteBuffer netOut; // guarded by wrapping; what is in it is to be read from it

  private TlsLink(SocketChannel socket, SSLEngine engine) throws IOException {
    engine.setEnabledProtocols(new String[] {"TLSv1.3"});
    this.socket = new PlainLink(socket);
    this.engine = engine;
    this.netIn = ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).limit(0);
    this.plainIn = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).limit(0);
    this.netOut = ByteBuffer.allocate(2 * engine.getSession().getPacketBufferSize()).limit(0);
  }

  static TlsLink server(SocketChannel socket, SSLContext context) throws IOException {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    return new TlsLink(socket, engine);
  }

  /** The name in the server's certificate has to be that of the host. */
  static TlsLink client(SocketChannel socket, SSLContext context, InetSocketAddress server) throws IOException {
    SSLEngine engine = context.createSSLEngine(server.getHostString(), server.getPort());
    engine.setUseClientMode(true);
    var parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    return new TlsLink(socket, engine);
  }

  @Override
  public void begin(long nanos) throws IOException {
    long end = System.nanoTime() + nanos;
    engine.beginHandshake();
    while (isHandshaking()) {
      int more = engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP ? unwrap() : (say() ? 1 : 0);
      long left = end - System.nanoTime();
      if (more < 0 || left <= 0) {
        throw new EOFException("no TLS with the other side: it has left, or says nothing");
      }
      if (more == 0) {
        awaitReadable(left);
      }
    }
  }

  private boolean isHandshaking() {
    return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
  }

  // --- reading ---

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (!plainIn.hasRemaining()) {
      int more = unwrap();
      if (more <= 0) {
        return more;
      }
    }
    int n = Math.min(into.remaining(), plainIn.remaining());
    into.put(plainIn.slice(plainIn.position(), n));
    plainIn.position(plainIn.position() + n);
    return n;
  }

  /** One step; 0 if nothing can be done now, -1 at the end. */
  private int unwrap() throws IOException {
    if (!say()) {
      return 0;
    }
    plainIn.clear();
    SSLEngineResult result;
    try {
      result = engine.unwrap(netIn, plainIn);
    } finally {
      plainIn.flip();
    }
    return switch (result.getStatus()) {
      case OK -> 1;
      case BUFFER_UNDERFLOW -> receive();
      case CLOSED -> -1;
      case BUFFER_OVERFLOW -> throw new IOException("a record of TLS is larger than it may be");
    };
  }

  private int receive() throws IOException {
    netIn.compact();
    try {
      return socket.read(netIn);
    } finally {
      netIn.flip();
    }
  }

  // --- writing ---

  @Override
  public int write(ByteBuffer from) throws IOException {
    if (!say()) {
      return 0;
    }
    wrapping.lock();
    try {
      int before = from.remaining();
      wrap(from);
      return before - from.remaining();
    } finally {
      wrapping.unlock();
    }
  }

  @Override
  public boolean flush() throws IOException {
    wrapping.lock();
    try {
      boolean _ = netOut.hasRemaining() && socket.write(netOut) > 0;
      return !netOut.hasRemaining();
    } finally {
      wrapping.unlock();
    }
  }

  /** Does what the engine needs besides data; false if there is no room for what it has to say. */
  private boolean say() throws IOException {
    HandshakeStatus status = engine.getHandshakeStatus();
    while (status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP) {
      if (status == HandshakeStatus.NEED_TASK) {
        runTasks();
      } else if (!wrapControl()) {
        return false;
      }
      status = engine.getHandshakeStatus();
    }
    return flush();
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  private boolean wrapControl() throws IOException {
    wrapping.lock();
    try {
      return engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP || wrap(NOTHING);
    } finally {
      wrapping.unlock();
    }
  }

  /** Whether there was room for it. */
  private boolean wrap(ByteBuffer plain) throws IOException {
    if (!flush()) {
      return false;
    }
    netOut.clear();
    SSLEngineResult result;
    try {
      result = engine.wrap(plain, netOut);
    } finally {
      netOut.flip();
    }
    if (result.getStatus() == Status.CLOSED && plain.hasRemaining()) {
      throw new EOFException("the other side has ended the TLS connection");
    }
    boolean _ = flush();
    return true;
  }

  // --- waiting ---

  @Override
  public void awaitReadable(long nanos) throws IOException {
    if (flush()) {
      socket.awaitReadable(nanos);
    } else {
      socket.awaitWritable(nanos);
    }
  }

  @Override
  public void awaitWritable(long nanos) throws IOException {
    socket.awaitWritable(nanos);
  }

  @Override
  public void close() {
    engine.closeOutbound();
    try {
      boolean _ = wrapControl();
    } catch (IOException e) {
      // the other side is told by the end of the socket
    } finally {
      socket.close();
    }
  }
}
