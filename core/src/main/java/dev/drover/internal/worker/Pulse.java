package dev.drover.internal.worker;

import dev.drover.internal.ipc.memory.StatusBlock;
import dev.drover.internal.ipc.memory.StatusBlock.Ending;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The worker's timer: shows that the process is alive. It never waits for anything else. */
final class Pulse {
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long WELCOME_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final StatusBlock status;
  private final Exit exit;
  private final long started = System.nanoTime();

  /** When the running item last told of progress; 0 for never. */
  private final AtomicLong progress = new AtomicLong();

  private volatile boolean welcome;

  Pulse(StatusBlock status, Exit exit) {
    this.status = status;
    this.exit = exit;
  }

  void start() {
    Thread.ofPlatform().daemon().name("drover-pulse").start(this::run);
  }

  void welcomed() {
    welcome = true;
  }

  AtomicLong progress() {
    return progress;
  }

  private void run() {
    try {
      while (true) {
        beat();
        LockSupport.parkNanos(PERIOD_NANOS);
      }
    } catch (OutOfMemoryError heap) {
      exit.halt(Exit.OUT_OF_MEMORY, Ending.OUT_OF_MEMORY);
    } finally {
      Exit.atAnyPrice(Exit.BROKEN);
    }
  }

  private void beat() {
    long now = System.nanoTime();
    status.beat(now);
    status.progress(progress.getAcquire());
    if (!welcome && now - started > WELCOME_WITHIN_NANOS) {
      exit.parentGone();
    }
  }
}
