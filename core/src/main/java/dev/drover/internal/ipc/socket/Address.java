package dev.drover.internal.ipc.socket;

import dev.drover.internal.host.PrivateFolder;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** Where somebody listens, and how to get there: a path of this machine, or a host and port with TLS. */
record Address(SocketAddress socket, Optional<SSLContext> tls) {
  private static final int BACKLOG = 128;
  private static final int TYPE_OF_FILE = 0170000; // of a mode
  private static final int SOCKET = 0140000;
  private static final long CONNECT_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  Address {
    boolean unix = socket instanceof UnixDomainSocketAddress;
    if (!unix && !(socket instanceof InetSocketAddress)) {
      throw new IllegalArgumentException(
          "an address of %s; it has to be a UnixDomainSocketAddress or an InetSocketAddress"
              .formatted(socket.getClass()));
    }
    if (!unix && tls.isEmpty()) {
      throw new IllegalArgumentException(
          ("TCP to %s without TLS would show everything to the network; give an SSLContext, "
              + "or use a UnixDomainSocketAddress").formatted(socket));
    }
    if (unix && tls.isPresent()) {
      throw new IllegalArgumentException("TLS over %s is of no use: it does not leave this machine".formatted(socket));
    }
  }

  private Optional<Path> path() {
    return socket instanceof UnixDomainSocketAddress unix ? Optional.of(unix.getPath()) : Optional.empty();
  }

  // --- listening ---

  ServerSocketChannel listen() throws IOException {
    Optional<Path> path = path();
    if (path.isPresent()) {
      prepare(path.get());
    }
    ServerSocketChannel server =
        path.isPresent() ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open();
    try {
      server.bind(socket, BACKLOG);
      if (path.isPresent()) {
        Files.setPosixFilePermissions(path.get(), PosixFilePermissions.fromString("rw-------"));
      }
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** What is left of a listener that was killed is in nobody's way. */
  private void prepare(Path path) throws IOException {
    PrivateFolder.require(path.toAbsolutePath().resolveSibling(""));
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      if (!isDeadSocket(path)) {
        throw new FileAlreadyExistsException(
            path + " is there already; listen at another path, or close who listens there");
      }
      Files.deleteIfExists(path);
    }
  }

  private boolean isDeadSocket(Path path) throws IOException {
    if (((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & TYPE_OF_FILE) != SOCKET) {
      return false;
    }
    try (SocketChannel test = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return !test.connect(socket);
    } catch (ConnectException refused) {
      return true;
    }
  }

  Link accepted(SocketChannel guest) throws IOException {
    tune(guest);
    return tls.isPresent() ? TlsLink.server(guest, tls.get()) : new PlainLink(guest);
  }

  /** Messages wait for no others; the end of a machine that has vanished is noticed at last. */
  private void tune(SocketChannel channel) throws IOException {
    if (tls.isPresent()) {
      var _ = channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      var _ = channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }
  }

  // --- connecting ---

  Link connect() throws IOException, InterruptedException {
    SocketChannel channel =
        path().isPresent() ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
    boolean done = false;
    try {
      connect(channel);
      tune(channel);
      Link link = tls.isPresent()
          ? TlsLink.client(channel, tls.get(), (InetSocketAddress) socket)
          : new PlainLink(channel);
      done = true;
      return link;
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }

  /** Without blocking, so that an interrupt is heard. */
  private void connect(SocketChannel channel) throws IOException, InterruptedException {
    channel.configureBlocking(false);
    long end = System.nanoTime() + CONNECT_WITHIN_NANOS;
    boolean done = channel.connect(socket);
    try (Readiness ready = new Readiness(channel, SelectionKey.OP_CONNECT)) {
      while (!done) {
        long left = end - System.nanoTime();
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted while it connected");
        }
        if (left <= 0) {
          throw new ConnectException("nobody has answered at %s within 10 s".formatted(socket));
        }
        ready.await(left);
        done = channel.finishConnect();
      }
    }
  }
}
