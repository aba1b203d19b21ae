package dev.drover.shared;

import dev.drover.internal.ipc.guard.Patience;
import dev.drover.internal.ipc.guard.Waits;
import dev.drover.internal.ipc.socket.Reception;
import dev.drover.internal.ipc.socket.SharedKey;
import dev.drover.internal.ipc.socket.SocketPlaces;
import dev.drover.internal.ipc.socket.WrongKeyException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where processes connect that don't descend from one another, or run on another machine. Both sides have to have the
 * same key, and each shows the other that it has.
 *
 * <pre>{@code
 * try (Listener listener = Listener.open(path, key); Connection guest = listener.accept()) {
 *   guest.send(answerTo(guest.receive(String.class)));
 * }
 * // in another process
 * try (Connection host = Connection.connect(path, key)) {
 *   host.send("question");
 *   String answer = host.receive(String.class);
 * }
 * }</pre>
 *
 * <p>The key is never sent: each side proves with a challenge that is new each time that it has it. Whoever shows no
 * key within 5 s, or sends anything else, is dropped, and keeps nobody waiting; whoever shows another key is turned
 * away, and both sides are told by an {@link AuthenticationException}. Who has the key is trusted like code: values
 * run code where they are read. Thread-safe.
 */
public final class Listener implements AutoCloseable {
  private final Reception reception;
  private final SocketAddress address;
  private final Optional<Path> place;

  private Listener(Reception reception, SocketAddress address, Optional<Path> place) {
    this.reception = reception;
    this.address = address;
    this.place = place;
  }

  // --- new ones ---

  /**
   * A new key.
   *
   * @return 32 random bytes, for {@link #open} and {@link Connection#connect}
   */
  public static byte[] newKey() {
    return SharedKey.random();
  }

  /**
   * Listens on a Unix-domain socket in a folder that is this user's alone; {@link #address()} tells where.
   *
   * @param key what others have to have, 16 bytes or more
   * @return open until it is closed
   * @throws IOException if there is no room for a socket
   * @throws IllegalArgumentException if the key is too short
   */
  public static Listener open(byte[] key) throws IOException {
    SharedKey shared = SharedKey.of(key);
    Path place = SocketPlaces.process().enter();
    boolean open = false;
    try {
      Listener listener = open(UnixDomainSocketAddress.of(place), shared, Optional.empty(), Optional.of(place));
      open = true;
      return listener;
    } finally {
      if (!open) {
        SocketPlaces.process().leave(place);
      }
    }
  }

  /**
   * Listens on a Unix-domain socket, which gets mode 0600.
   *
   * @param address a path in a folder with mode 0700, which is made if it is missing. The socket of a listener that was
   *     killed is replaced
   * @param key what others have to have, 16 bytes or more
   * @return open until it is closed
   * @throws IOException if the folder is not private to this user, or somebody listens there
   * @throws IllegalArgumentException if the key is too short, or the address would need TLS
   */
  public static Listener open(SocketAddress address, byte[] key) throws IOException {
    return open(Objects.requireNonNull(address, "address"), SharedKey.of(key), Optional.empty(), Optional.empty());
  }

  /**
   * Listens on TCP with TLS 1.3.
   *
   * @param address host and port; port 0 takes a free one
   * @param key what others have to have, 16 bytes or more
   * @param tls has a certificate for the host
   * @return open until it is closed
   * @throws IOException if it can't listen there
   * @throws IllegalArgumentException if the key is too short, or the address is a Unix-domain socket
   */
  public static Listener open(SocketAddress address, byte[] key, SSLContext tls) throws IOException {
    return open(Objects.requireNonNull(address, "address"), SharedKey.of(key), Optional.of(tls), Optional.empty());
  }

  private static Listener open(SocketAddress address, SharedKey key, Optional<SSLContext> tls, Optional<Path> place)
      throws IOException {
    Reception reception = Reception.open(address, key, tls);
    return new Listener(reception, reception.address(), place);
  }

  // --- guests ---

  /**
   * Waits for a process that has the key.
   *
   * @return a connection to it
   * @throws AuthenticationException if one has come that has another key; the next one can be waited for
   * @throws EOFException if the listener is closed
   * @throws IOException never otherwise
   * @throws InterruptedException if the thread is interrupted
   */
  public Connection accept() throws IOException, InterruptedException {
    return accept(Patience.FOR_EVER).orElseThrow();
  }

  /**
   * Waits for a process that has the key.
   *
   * @param limit how long at most
   * @return a connection to it; empty if the time was over
   * @throws AuthenticationException if one has come that has another key; the next one can be waited for
   * @throws EOFException if the listener is closed
   * @throws IOException never otherwise
   * @throws InterruptedException if the thread is interrupted
   */
  public Optional<Connection> accept(Duration limit) throws IOException, InterruptedException {
    return accept(Waits.nanos(limit));
  }

  private Optional<Connection> accept(long nanos) throws IOException, InterruptedException {
    try {
      return reception.accept(nanos).map(SocketConnection::new);
    } catch (WrongKeyException e) {
      throw new AuthenticationException(e);
    }
  }

  /**
   * Where it listens.
   *
   * @return for {@link Connection#connect}; over TCP with the port that was found
   */
  public SocketAddress address() {
    return address;
  }

  /**
   * Lets nobody in any more, and tells who waits in {@link #accept()}. Connections that were accepted stay as they are.
   * The socket is removed. Idempotent.
   */
  @Override
  public void close() {
    boolean first = reception.close();
    if (first) {
      place.ifPresent(SocketPlaces.process()::leave);
    }
  }

  @Override
  public String toString() {
    return "Listener[%s]".formatted(address);
  }
}
