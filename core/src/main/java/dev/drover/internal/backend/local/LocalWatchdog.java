package dev.drover.internal.backend.local;

import dev.drover.spi.Work;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that looks at the lanes while there is a call with a timeout or one that was stopped, often enough for the shortest of them; there is none
 * while there is no such call.
 */
final class LocalWatchdog implements AutoCloseable {
  private static final long LEAST_NANOS = 1_000_000;
  private static final long MOST_NANOS = 50_000_000;
  private static final int LOOKS_PER_TIMEOUT = 20;

  private final Runnable look;
  private final Set<Work> watched = ConcurrentHashMap.newKeySet();
  private @Nullable Thread thread;

  LocalWatchdog(Runnable look) {
    this.look = look;
  }

  /** A batch of this call begins. */
  void watch(Work work) {
    if (work.timeoutNanos().isPresent()) {
      watchStopped(work);
    }
  }

  /** Items of this call have been interrupted: somebody has to see whether they react. */
  void watchStopped(Work work) {
    if (watched.add(work)) {
      startOrWake();
    }
  }

  private synchronized void startOrWake() {
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
    if (watched.isEmpty()) {
      thread = null;
      return false;
    }
    return true;
  }

  private long pause() {
    long shortest = watched.stream().mapToLong(w -> w.timeoutNanos().orElse(Long.MAX_VALUE)).min().orElse(MOST_NANOS);
    return Math.clamp(shortest / LOOKS_PER_TIMEOUT, LEAST_NANOS, MOST_NANOS);
  }

  @Override
  public synchronized void close() {
    watched.clear();
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }
}
