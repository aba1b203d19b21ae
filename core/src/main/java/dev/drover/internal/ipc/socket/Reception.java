package dev.drover.internal.ipc.socket;

import dev.drover.internal.host.Log;
import dev.drover.internal.ipc.guard.Patience;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/** Where others connect: whoever has shown the key is let in. Thread-safe. */
/*
 * One thread takes connections; each is greeted by a thread of its own, so nobody waits for one that is silent. What
 * becomes of it goes into a queue: those who were let in, and those who have another key, since that is a mistake that
 * somebody should be told of. All others (silent, in another protocol, gone) are noise and only logged.
 *
 * Bounded: when too many are being greeted, the one who has been longest about it is dropped; when too many wait to be
 * accepted, the next is turned away.
 */
public final class Reception {
  private static final int MOST_GREETED = 128;
  private static final int MOST_WAITING = 1024;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final ServerSocketChannel server;
  private final SharedKey key;
  private final Address address;
  private final BlockingQueue<Visit> visits = new LinkedBlockingQueue<>(MOST_WAITING);
  private final SequencedSet<Link> greeted = new LinkedHashSet<>(); // guarded by itself

  private sealed interface Visit {
    record Guest(MessageLink link) implements Visit {}

    record Stranger(WrongKeyException why) implements Visit {}

    /** The last one; stays in the queue. */
    record Over() implements Visit {}
  }

  private Reception(ServerSocketChannel server, SharedKey key, Address address) {
    this.server = server;
    this.key = key;
    this.address = address;
  }

  /**
   * Listens.
   *
   * @param socket a path in a private folder, which is made if it is missing, or a host and port
   * @param key what others have to know
   * @param tls for a host and port, and for nothing else
   * @return open until it is closed
   * @throws IOException if it can't listen there
   * @throws IllegalArgumentException if the address is of another kind, or goes to the network without TLS
   */
  public static Reception open(SocketAddress socket, SharedKey key, Optional<SSLContext> tls) throws IOException {
    Address address = new Address(socket, tls);
    Reception reception = new Reception(address.listen(), key, address);
    Thread.ofPlatform().daemon().name("drover-listener").start(reception::run);
    return reception;
  }

  /**
   * Connects to somebody who listens.
   *
   * @param socket where
   * @param key what both know
   * @param tls for a host and port, and for nothing else
   * @return both have shown that they have the key
   * @throws WrongKeyException if the other side has another key
   * @throws IOException if nobody is there, or the other side is something else
   * @throws InterruptedException if the thread is interrupted
   */
  public static MessageLink connect(SocketAddress socket, SharedKey key, Optional<SSLContext> tls)
      throws IOException, InterruptedException {
    return new Handshake(new Address(socket, tls).connect(), key).run(false);
  }

  /**
   * Where it listens.
   *
   * @return with the port that was found, if none was given
   * @throws IOException if it is closed
   */
  public SocketAddress address() throws IOException {
    return server.getLocalAddress();
  }

  // --- letting in ---

  /** A connection that can't be taken harms no other: there may be too many open files for a while. */
  private void run() {
    while (server.isOpen()) {
      try {
        letIn(server.accept());
      } catch (IOException | RuntimeException e) {
        Log.debug("could not take a connection", e);
        LockSupport.parkNanos(server.isOpen() ? PAUSE_NANOS : 0);
      }
    }
  }

  private void letIn(SocketChannel socket) throws IOException {
    Link guest = address.accepted(socket);
    begin(guest);
    Thread.ofPlatform().daemon().name("drover-listener-guest").start(() -> greet(guest));
  }

  private void begin(Link guest) {
    synchronized (greeted) {
      greeted.add(guest);
      if (greeted.size() > MOST_GREETED) {
        greeted.removeFirst().close();
      }
    }
  }

  private void end(Link guest) {
    synchronized (greeted) {
      greeted.remove(guest);
    }
  }

  private void greet(Link guest) {
    try {
      add(new Visit.Guest(new Handshake(guest, key).run(true)));
    } catch (WrongKeyException e) {
      add(new Visit.Stranger(e));
    } catch (IOException | RuntimeException | InterruptedException e) {
      Log.debug("dropped a connection", e);
    } finally {
      end(guest);
    }
  }

  private void add(Visit visit) {
    boolean added;
    synchronized (visits) {
      added = server.isOpen() && visits.offer(visit);
    }
    if (!added) {
      turnAway(visit);
    }
  }

  private static void turnAway(Visit visit) {
    if (visit instanceof Visit.Guest guest) {
      guest.link().close();
    }
  }

  /**
   * Waits for the next one who has shown a key.
   *
   * @param nanos how long at most
   * @return empty if the time was over
   * @throws WrongKeyException if it was another key; the next one can be waited for
   * @throws EOFException if it is closed
   * @throws InterruptedException if the thread is interrupted
   */
  public Optional<MessageLink> accept(long nanos) throws IOException, InterruptedException {
    Optional<Visit> visit = nanos == Patience.FOR_EVER
        ? Optional.of(visits.take())
        : Optional.ofNullable(visits.poll(nanos, TimeUnit.NANOSECONDS));
    if (visit.isEmpty()) {
      return Optional.empty();
    }
    return switch (visit.get()) {
      case Visit.Guest(MessageLink link) -> Optional.of(link);
      case Visit.Stranger(WrongKeyException why) -> throw why;
      case Visit.Over over -> {
        visits.add(over);
        throw new EOFException("nobody comes any more: the listener is closed");
      }
    };
  }

  /**
   * Turns away all who were not accepted. Those who were are not concerned. Idempotent.
   *
   * @return whether it was open
   */
  public boolean close() {
    try {
      SocketAddress where = server.getLocalAddress();
      server.close();
      if (where instanceof UnixDomainSocketAddress unix) {
        Files.deleteIfExists(unix.getPath());
      }
    } catch (ClosedChannelException before) {
      return false;
    } catch (IOException e) {
      Log.debug("closing a listener", e);
    }
    sendAway();
    return true;
  }

  private void sendAway() {
    synchronized (greeted) {
      greeted.forEach(Link::close);
    }
    List<Visit> left = new ArrayList<>();
    synchronized (visits) {
      int _ = visits.drainTo(left);
      visits.add(new Visit.Over());
    }
    left.forEach(Reception::turnAway);
  }
}
