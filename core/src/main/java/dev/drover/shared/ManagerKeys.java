package dev.drover.shared;

import dev.drover.internal.ipc.socket.MessageLink;
import dev.drover.internal.ipc.socket.Reception;
import dev.drover.internal.ipc.socket.SharedKey;
import dev.drover.internal.ipc.socket.SocketPlaces;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/**
 * How this process gets to managers: what their users have told it, and the keys that lie beside sockets in this
 * user's own folders. Keys don't travel. Thread-safe.
 */
final class ManagerKeys {
  private static final Map<SocketAddress, ManagerKeys> KNOWN = new ConcurrentHashMap<>();
  private static final Map<Long, SocketAddress> ADDRESSES = new ConcurrentHashMap<>();

  private final SharedKey key;
  private final Optional<SSLContext> tls;

  private ManagerKeys(SharedKey key, Optional<SSLContext> tls) {
    this.key = key;
    this.tls = tls;
  }

  /** What the user has told about an address. */
  static void know(SocketAddress address, SharedKey key, Optional<SSLContext> tls) {
    KNOWN.put(address, new ManagerKeys(key, tls));
  }

  /** From here a manager has this address, whatever it has from elsewhere. */
  static void know(ManagerPlace place) {
    ADDRESSES.put(place.manager(), place.address());
  }

  static SocketAddress addressOf(ManagerPlace place) {
    return ADDRESSES.getOrDefault(place.manager(), place.address());
  }

  static MessageLink connect(SocketAddress address) throws IOException, InterruptedException {
    ManagerKeys found = Optional.ofNullable(KNOWN.get(address))
        .or(() -> beside(address))
        .orElseThrow(() -> unknown(address));
    return Reception.connect(address, found.key, found.tls);
  }

  private static Optional<ManagerKeys> beside(SocketAddress address) {
    return address instanceof UnixDomainSocketAddress unix
        ? SocketPlaces.findKey(unix.getPath()).map(key -> new ManagerKeys(SharedKey.of(key), Optional.empty()))
        : Optional.empty();
  }

  private static IllegalStateException unknown(SocketAddress address) {
    boolean gone = address instanceof UnixDomainSocketAddress unix && !Files.exists(unix.getPath());
    return gone
        ? new ManagerGoneException(
            new ManagerPlace(address, ManagerPlace.ANY), new FileNotFoundException(address.toString()))
        : new IllegalStateException(
            "this process has no key for the manager at %s; call Manager.connect() with the key in it first"
                .formatted(address));
  }
}
