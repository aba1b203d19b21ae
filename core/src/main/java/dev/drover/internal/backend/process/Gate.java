package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import dev.drover.internal.host.Quietly;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.Greeting;
import dev.drover.internal.ipc.wire.Secret;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Where workers connect. One thread lets them in; it never waits for any of them: a visitor who has not shown the right
 * secret within two seconds is dropped.
 */
final class Gate {
  private static final long GREET_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LOOK_EVERY_MILLIS = 500;
  private static final int BACKLOG = 256;

  private final ServerSocketChannel server;
  private final Selector selector;
  private final Map<Integer, Expected> expected = new ConcurrentHashMap<>();

  /** A worker that has shown its secret. */
  record Guest(SocketChannel socket, Frame.Hello hello) {
    private static final boolean IS_LINUX = System.getProperty("os.name", "").equals("Linux");

    /** What to add to times of its clock, asked on arrival; nothing on Linux, where all processes have the same. */
    long clockOffset() {
      return IS_LINUX ? 0 : System.nanoTime() - hello.nanoTime();
    }
  }

  private record Expected(Secret secret, CompletableFuture<Guest> guest) {}

  private record Visitor(Greeting greeting, long since) {}

  private Gate(ServerSocketChannel server, Selector selector) {
    this.server = server;
    this.selector = selector;
  }

  static Gate open(Path socket) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
    server.configureBlocking(false);
    Gate gate = new Gate(server, Selector.open());
    server.register(gate.selector, SelectionKey.OP_ACCEPT);
    Thread.ofPlatform().daemon().name("drover-gate").start(gate::run);
    return gate;
  }

  CompletableFuture<Guest> expect(int worker, Secret secret) {
    CompletableFuture<Guest> guest = new CompletableFuture<>();
    expected.put(worker, new Expected(secret, guest));
    return guest;
  }

  void forget(int worker) {
    expected.remove(worker);
  }

  private void run() {
    try (server; selector) {
      while (server.isOpen()) {
        // The server itself is a key too; without visitors there is nothing to be late.
        selector.select(selector.keys().size() > 1 ? LOOK_EVERY_MILLIS : 0);
        List<SelectionKey> keys = List.copyOf(selector.keys());
        selector.selectedKeys().clear();
        for (SelectionKey key : keys) {
          serve(key);
        }
      }
    } catch (IOException | RuntimeException e) {
      Log.debug("the gate was closed", e);
    }
  }

  private void serve(SelectionKey key) throws IOException {
    if (key.channel() instanceof SocketChannel socket && key.attachment() instanceof Visitor visitor) {
      greet(key, socket, visitor);
    } else if (key.isValid() && key.isAcceptable()) {
      accept();
    }
  }

  private void accept() throws IOException {
    SocketChannel socket = server.accept();
    if (socket != null) {
      socket.configureBlocking(false);
      socket.register(selector, SelectionKey.OP_READ, new Visitor(new Greeting(), System.nanoTime()));
    }
  }

  private void greet(SelectionKey key, SocketChannel socket, Visitor visitor) {
    try {
      Optional<Frame.Hello> hello = visitor.greeting().read(socket);
      if (hello.isPresent()) {
        key.cancel();
        selector.selectNow();
        socket.configureBlocking(true);
        letIn(socket, hello.get());
      } else if (System.nanoTime() - visitor.since() > GREET_WITHIN_NANOS) {
        throw new IOException("no greeting within 2 s");
      }
    } catch (IOException e) {
      drop(socket, e);
    }
  }

  private void letIn(SocketChannel socket, Frame.Hello hello) throws IOException {
    Optional<Expected> worker = Optional.ofNullable(expected.get(hello.worker()))
        .filter(e -> hello.version() == Greeting.PROTOCOL_VERSION)
        .filter(e -> e.secret().matches(hello.secret()));
    if (worker.filter(e -> e.guest().complete(new Guest(socket, hello))).isEmpty()) {
      throw new IOException("worker %d is not expected, or has the wrong secret or protocol".formatted(hello.worker()));
    }
    forget(hello.worker());
  }

  private static void drop(SocketChannel socket, IOException why) {
    Log.debug("dropped a connection", why);
    Quietly.close(socket, "a socket");
  }

  void close() {
    Quietly.close(server, "the gate");
    selector.wakeup();
  }
}
