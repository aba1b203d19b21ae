package dev.drover.lab;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs code that may never come back. A contender that hangs must not take the figures of the others along. */
final class Deadline {
  private Deadline() {}

  static <R> R within(Duration limit, Callable<R> code) throws Exception {
    FutureTask<R> task = new FutureTask<>(code);
    Thread.ofPlatform().daemon().name("lab-contender").start(task);
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new NotRunException("it hung: no end within " + limit.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
