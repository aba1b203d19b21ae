package dev.drover.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition that nobody signals, such as the end of a process; never for longer than a test may take. */
final class Until {
  static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private Until() {}

  /** Fails if the condition doesn't come true in time. */
  static void isTrue(String what, BooleanSupplier condition) throws InterruptedException {
    if (!within(LIMIT, condition)) {
      throw new AssertionError("after " + LIMIT + " it is still not so that " + what);
    }
  }

  /** Whether the condition came true in time. */
  static boolean within(Duration limit, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while it waited for a condition");
      }
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }
}
