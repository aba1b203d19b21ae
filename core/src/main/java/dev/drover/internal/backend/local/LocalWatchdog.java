package dev.drover.internal.backend.local;

import dev.drover.spi.Work;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that looks at the lanes while there is a call with a timeout, often enough for the shortest of them, or an interrupt
 * that has not been reacted to; there is none while there is neither.
 */
final class LocalWatchdog implements AutoCloseable {
  private static final long LEAST_NANOS = 1_000_000;
  private static final long MOST_NANOS = 50_000_000;
  private static final int LOOKS_PER_TIMEOUT = 20;

  private final Runnable look;
  private final BooleanSupplier unheard;
  private final Set<Work> watched = ConcurrentHashMap.newKeySet();

  // guarded by this
  private @Nullable Thread thread;
  private boolean closed;

  LocalWatchdog(Runnable look, BooleanSupplier unheard) {
    this.look = look;
    this.unheard = unheard;
  }

  /** A batch of this call begins. */
  void watch(Work work) {
    if (work.isTimed() && watched.add(work)) {
      startOrWake();
    }
  }

  /** An item has been interrupted: somebody has to see whether it reacts. */
  void interrupted() {
    startOrWake();
  }

  private synchronized void startOrWake() {
    if (closed) {
      return;
    }
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("drover-watchdog").start(this::run);
    } else {
      LockSupport.unpark(thread);
    }
  }

  void forget(Work work) {
    watched.remove(work);
  }

  private void run() {
    while (goesOn()) {
      look.run();
      LockSupport.parkNanos(this, pause());
    }
  }

  private synchronized boolean goesOn() {
    boolean needed = !closed && (!watched.isEmpty() || unheard.getAsBoolean());
    if (!needed) {
      thread = null;
    }
    return needed;
  }

  private long pause() {
    long shortest = watched.stream()
        .flatMap(w -> w.limit().stream())
        .mapToLong(late -> late.limit().toNanos())
        .min()
        .orElse(Long.MAX_VALUE);
    return Math.clamp(shortest / LOOKS_PER_TIMEOUT, LEAST_NANOS, MOST_NANOS);
  }

  @Override
  public synchronized void close() {
    closed = true;
    watched.clear();
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }
}
