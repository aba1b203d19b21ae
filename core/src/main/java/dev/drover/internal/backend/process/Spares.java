package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The worker processes that are kept ready for all slots of a backend. One that fails to start is not tried again until
 * the next worker is ready, so a start that always fails does not go round in circles. Thread-safe.
 */
final class Spares {
  private final int wanted;

  // Guarded by this
  private final Deque<Spare> ready = new ArrayDeque<>();
  private final Set<Thread> starting = new HashSet<>();
  private boolean closed;

  Spares(int wanted) {
    this.wanted = wanted;
  }

  /** One that lives, if there is one. */
  Optional<Spare> take() {
    List<Spare> dead = new ArrayList<>();
    Optional<Spare> taken = take(dead);
    dead.forEach(Spare::end);
    return taken;
  }

  private synchronized Optional<Spare> take(List<Spare> dead) {
    Optional<Spare> spare = Optional.ofNullable(ready.poll());
    while (spare.isPresent() && !spare.get().isAlive()) {
      dead.add(spare.get());
      spare = Optional.ofNullable(ready.poll());
    }
    return spare;
  }

  /** A worker is ready: a good moment to have what is missing started. */
  synchronized void fill(Site site) {
    for (int i = ready.size() + starting.size(); i < wanted && !closed; i++) {
      Thread starter = Thread.ofPlatform().daemon().name(site.threadName("spare")).unstarted(() -> start(site));
      starting.add(starter);
      starter.start();
    }
  }

  private void start(Site site) {
    Optional<Spare> started = Optional.empty();
    try {
      started = Optional.of(Spare.start(site));
    } catch (IOException | RuntimeException e) {
      Log.debug("a spare worker could not be started", e);
    } finally {
      arrived(started).ifPresent(Spare::end);
    }
  }

  /** Gives it back if it came too late. */
  private synchronized Optional<Spare> arrived(Optional<Spare> spare) {
    starting.remove(Thread.currentThread());
    if (closed) {
      return spare;
    }
    spare.ifPresent(ready::add);
    return Optional.empty();
  }

  synchronized List<Long> pids() {
    return ready.stream().map(s -> s.process().pid()).toList();
  }

  /** Ends all; returns when they are gone. */
  void close() throws InterruptedException {
    List<Thread> starters;
    List<Spare> all;
    synchronized (this) {
      closed = true;
      starters = List.copyOf(starting);
      all = List.copyOf(ready);
      ready.clear();
    }
    starters.forEach(Thread::interrupt);
    all.forEach(Spare::end);
    for (Thread starter : starters) {
      starter.join();
    }
  }
}
