package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks after workers that have something in hand, and after slots that encode: one thread for a backend. It looks at
 * each at least every 100 ms, earlier when a timeout is due, and sleeps when there has been nothing to look after for a
 * second, unless their memory is watched. It never waits for a worker.
 */
final class Watchdog {
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long AWAKE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Map<Worker, Checkup> attended = new ConcurrentHashMap<>();
  private final Set<Slot> slots = ConcurrentHashMap.newKeySet();
  private final Residence residence;
  private volatile boolean ended;
  /** When it looks next; {@link Long#MAX_VALUE} while it sleeps. */
  private volatile long nextLook = Long.MAX_VALUE;
  private volatile @Nullable Thread thread;

  Watchdog(Residence residence) {
    this.residence = residence;
  }

  /** Starts to look; does nothing if it has been started. */
  private void start(Site site) {
    if (thread == null) {
      startOnce(site);
    }
  }

  private synchronized void startOnce(Site site) {
    if (thread == null && !ended) {
      thread = Thread.ofPlatform().daemon().name(site.threadName("watchdog")).start(() -> run(site));
    }
  }

  /** A worker starts, or has got a batch. */
  void attend(Site site, Worker worker) {
    start(site);
    boolean known = attended.containsKey(worker);
    if (!known) {
      attended.put(worker, new Checkup(worker));
    }
    boolean tooLate = worker.hasTimeout() && nextLook - System.nanoTime() > worker.timeout();
    if (nextLook == Long.MAX_VALUE || tooLate) {
      wake();
    }
  }

  /** A slot begins to encode a batch. */
  void attend(Site site, Slot slot) {
    start(site);
    slots.add(slot);
    if (nextLook == Long.MAX_VALUE) {
      wake();
    }
  }

  void wake() {
    LockSupport.unpark(thread);
  }

  void end() throws InterruptedException {
    synchronized (this) {
      ended = true;
    }
    wake();
    Thread t = thread;
    if (t != null) {
      t.join();
    }
  }

  private void run(Site site) {
    long lastBusy = System.nanoTime();
    while (!ended) {
      long now = System.nanoTime();
      long next = look(site, now);
      if (next != Long.MAX_VALUE) {
        lastBusy = now;
      }
      sleep(next, now - lastBusy > AWAKE_NANOS);
    }
  }

  private long look(Site site, long now) {
    long next = Long.MAX_VALUE;
    try {
      residence.look(site, attended.keySet(), now);
    } catch (RuntimeException | Error e) {
      Log.warn("looking at the memory of workers", e);
    }
    for (Map.Entry<Worker, Checkup> each : attended.entrySet()) {
      try {
        next = Math.min(next, each.getValue().look(site, now));
      } catch (RuntimeException | Error e) {
        Log.warn("looking after a worker", e);
      }
    }
    attended.keySet().removeIf(Worker::isGone);
    return anyEncodes(now) ? Math.min(next, now + LOOK_EVERY_NANOS) : next;
  }

  private boolean anyEncodes(long now) {
    boolean any = false;
    for (Slot slot : slots) {
      try {
        any |= slot.supervise(now);
      } catch (RuntimeException | Error e) {
        Log.warn("looking after a slot", e);
      }
    }
    return any;
  }

  private void sleep(long next, boolean deep) {
    if (deep && !residence.isNeeded()) {
      nextLook = Long.MAX_VALUE;
      if (attended.values().stream().noneMatch(Checkup::isBusy) && !anyEncodes(System.nanoTime())) {
        LockSupport.park(this);
      }
    } else {
      long nanos = Math.min(LOOK_EVERY_NANOS, next == Long.MAX_VALUE ? LOOK_EVERY_NANOS : next - System.nanoTime());
      nextLook = System.nanoTime() + nanos;
      LockSupport.parkNanos(this, Math.max(SHORTEST_NANOS, nanos));
    }
  }
}
