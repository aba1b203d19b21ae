package dev.drover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * The bulk methods of an executor over {@link Pool#submit(Callable)}. The JDK's own wrap each task in a {@code FutureTask},
 * which can't travel to another process.
 */
final class Invocations {
  private static final long FOREVER = Long.MAX_VALUE / 2;

  private Invocations() {}

  static <T> List<Future<T>> all(Pool pool, Collection<? extends Callable<T>> tasks) throws InterruptedException {
    return all(pool, tasks, FOREVER);
  }

  /** What has not ended in time is cancelled. */
  static <T> List<Future<T>> all(Pool pool, Collection<? extends Callable<T>> tasks, long nanos)
      throws InterruptedException {
    List<Future<T>> futures = new ArrayList<>(tasks.size());
    try {
      for (Callable<T> task : tasks) {
        futures.add(pool.submit(Objects.requireNonNull(task, "task")));
      }
      Futures.Waited<Future<T>> _ =
          Futures.await(futures, Futures.Until.ALL, Duration.ofNanos(nanos));
      return futures;
    } finally {
      futures.forEach(f -> f.cancel(true)); // nothing to those that have ended
    }
  }

  static <T> T any(Pool pool, Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
    try {
      return any(pool, tasks, FOREVER);
    } catch (TimeoutException e) {
      throw new IllegalStateException("a wait without a limit timed out", e);
    }
  }

  /** The value of the first that has one; the others are cancelled. */
  static <T> T any(Pool pool, Collection<? extends Callable<T>> tasks, long nanos)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("invokeAny was given no tasks; it needs 1 or more");
    }
    long end = System.nanoTime() + nanos;
    List<Future<T>> futures = new ArrayList<>(tasks.size());
    try {
      Iterator<? extends Callable<T>> all = tasks.iterator();
      while (all.hasNext() && (futures.isEmpty() || !succeeded(futures.getLast()))) {
        futures.add(pool.submit(Objects.requireNonNull(all.next(), "task")));
      }
      return first(new FutureCompletions<>(futures, end - System.nanoTime()));
    } catch (Futures.UnfinishedException e) {
      throw new TimeoutException("no task has a value in time: " + e.getMessage());
    } finally {
      futures.forEach(f -> f.cancel(true));
    }
  }

  private static boolean succeeded(Future<?> future) {
    return future.state() == Future.State.SUCCESS;
  }

  private static <T> T first(FutureCompletions<Future<T>> ended) throws InterruptedException, ExecutionException {
    Future<T> future;
    do {
      future = ended.take();
    } while (!succeeded(future) && ended.hasNext());
    return future.get(); // of the last one: throws what it failed with
  }
}
