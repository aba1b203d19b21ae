package dev.drover.internal.engine;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread for all deadlines of the process; it ends when there are none. Never runs code of the user's. */
final class Ticker {
  private static final ScheduledThreadPoolExecutor EXECUTOR = executor();

  private Ticker() {}

  private static ScheduledThreadPoolExecutor executor() {
    ScheduledThreadPoolExecutor e = new ScheduledThreadPoolExecutor(
        1, Thread.ofPlatform().daemon().name("drover-ticker").factory());
    e.setKeepAliveTime(1, TimeUnit.SECONDS);
    e.allowCoreThreadTimeOut(true);
    e.setRemoveOnCancelPolicy(true);
    return e;
  }

  static Future<?> after(Duration delay, Runnable action) {
    return EXECUTOR.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
  }
}
