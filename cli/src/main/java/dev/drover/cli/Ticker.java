package dev.drover.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does something ten times a second until it is closed. */
final class Ticker implements AutoCloseable {
  private static final long PERIOD_MILLIS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  Ticker(Runnable action) {
    thread = Thread.ofPlatform().daemon().name("drover-display").start(() -> run(action));
  }

  private void run(Runnable action) {
    try {
      while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        action.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the last round. */
  @Override
  public void close() {
    closed.countDown();
    try {
      if (!thread.join(PATIENCE)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
