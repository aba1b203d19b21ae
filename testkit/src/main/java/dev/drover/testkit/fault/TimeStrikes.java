package dev.drover.testkit.fault;

import java.util.concurrent.TimeUnit;

/** What takes too long. */
final class TimeStrikes {
  private TimeStrikes() {}

  static Object sleep() throws InterruptedException {
    while (true) {
      TimeUnit.HOURS.sleep(1);
    }
  }

  static Object spin() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  /** For serialisation, which has no use for an interrupt. */
  static void pause(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean interrupted = false;
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      try {
        TimeUnit.NANOSECONDS.sleep(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
