package dev.drover.shared;

import dev.drover.internal.codec.Payload;
import dev.drover.internal.host.Log;
import dev.drover.internal.ipc.socket.MessageLink;
import dev.drover.internal.ipc.socket.WrongKeyException;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The connection of this process to a manager in another one. Thread-safe. */
/*
 * One for all threads: calls have numbers, and a thread of ours hands their answers out. So the end of the manager is
 * known at once, and told to each call that waits; a call that is not answered then is not made again, since nobody
 * knows what became of it. A later call connects anew, if somebody is there.
 */
final class ManagerClient implements ManagerHolder {
  private static final Map<SocketAddress, ManagerClient> CONNECTED = new ConcurrentHashMap<>();
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SocketAddress address;
  private final MessageLink link;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, CompletableFuture<Optional<ManagerNote>>> waiting = new ConcurrentHashMap<>();
  private volatile boolean ended;

  private ManagerClient(SocketAddress address, MessageLink link) {
    this.address = address;
    this.link = link;
  }

  // --- connections ---

  /** Connects if need be. */
  static ManagerClient of(ManagerPlace place) {
    SocketAddress address = ManagerKeys.addressOf(place);
    Optional.ofNullable(CONNECTED.get(address)).filter(c -> c.ended).ifPresent(c -> CONNECTED.remove(address, c));
    return CONNECTED.computeIfAbsent(address, _ -> connect(place, address));
  }

  /** The same; empty if it can't be reached. */
  static Optional<ManagerClient> find(ManagerPlace place) {
    try {
      return Optional.of(of(place));
    } catch (IllegalStateException e) {
      Log.debug("no connection to a manager", e);
      return Optional.empty();
    }
  }

  /** Doesn't connect. */
  static Optional<ManagerClient> connected(ManagerPlace place) {
    return Optional.ofNullable(CONNECTED.get(ManagerKeys.addressOf(place)));
  }

  private static ManagerClient connect(ManagerPlace place, SocketAddress address) {
    ManagerClient client = new ManagerClient(address, link(place, address));
    ManagerHandles.process().of(place).forEach(client::hold);
    Thread.ofPlatform().daemon().name("drover-manager-answers").start(client::read);
    return client;
  }

  /** An interrupt means the call, not the connection. */
  private static MessageLink link(ManagerPlace place, SocketAddress address) {
    boolean interrupted = Thread.interrupted();
    try {
      return ManagerKeys.connect(address);
    } catch (InterruptedException e) {
      interrupted = true;
      return link(place, address);
    } catch (WrongKeyException e) {
      throw new IllegalStateException("the manager at %s: %s".formatted(address, e.getMessage()),
          new AuthenticationException(e));
    } catch (IOException e) {
      throw new ManagerGoneException(place, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  // --- calls ---

  ManagerNote call(ManagerNote what) {
    CompletableFuture<Optional<ManagerNote>> answer = new CompletableFuture<>();
    long number = numbers.incrementAndGet();
    waiting.put(number, answer);
    try {
      if (ended) {
        throw new IOException("the connection has ended");
      }
      link.sendDeaf(what.numbered(number).toPayload());
      return await(number, answer)
          .orElseThrow(() -> new IOException("the connection has ended before there was an answer"));
    } catch (IOException e) {
      throw new ManagerGoneException(new ManagerPlace(address, what.manager()), e);
    } finally {
      waiting.remove(number);
    }
  }

  /** As with a call of an object in this process, it is for the object to hear an interrupt. */
  private Optional<ManagerNote> await(long number, CompletableFuture<Optional<ManagerNote>> answer) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer.get();
        } catch (InterruptedException e) {
          interrupted = true;
          say(ManagerNote.Kind.INTERRUPT, number);
        }
      }
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  // --- objects ---

  @Override
  public void hold(long object) {
    say(ManagerNote.Kind.HOLD, object);
  }

  @Override
  public void release(long object) {
    say(ManagerNote.Kind.RELEASE, object);
  }

  /** The end of the connection is told elsewhere. */
  private void say(ManagerNote.Kind kind, long about) {
    try {
      link.sendDeaf(ManagerNote.about(kind, about).toPayload());
    } catch (IOException e) {
      Log.debug("telling a manager", e);
    }
  }

  // --- answers ---

  private void read() {
    try {
      boolean open = true;
      while (open) {
        open = !link.await(LOOK_NANOS) || receive();
        ManagerHandles.process().sweep();
      }
    } catch (IOException | InterruptedException | OutOfMemoryError e) {
      Log.debug("the connection to a manager has broken", e);
    } finally {
      end();
    }
  }

  private boolean receive() throws IOException, InterruptedException {
    Optional<Payload> message = link.receive();
    if (message.isPresent()) {
      ManagerNote answer = ManagerNote.parse(message.get());
      Optional.ofNullable(waiting.get(answer.number())).ifPresent(w -> w.complete(Optional.of(answer)));
    }
    return message.isPresent();
  }

  private void end() {
    ended = true;
    CONNECTED.remove(address, this);
    link.close();
    waiting.values().forEach(w -> w.complete(Optional.empty()));
  }

  /** Who waits is told that the manager is gone, as far as this process is concerned. */
  void close() {
    end();
  }
}
