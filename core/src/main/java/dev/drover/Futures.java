package dev.drover;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Future;

/**
 * Waits for several futures at once: those that {@link Pool#submit(dev.drover.task.Call)} and its siblings give, and any
 * other {@link java.util.concurrent.CompletableFuture}.
 *
 * <p>Nothing is polled: each future calls back when it has ended. All methods are thread-safe.
 */
public final class Futures {
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE / 2);

  private Futures() {}

  /** What {@link #await} waits for. */
  public enum Until {
    /** All have ended. */
    ALL,
    /** One has ended, one way or the other. */
    FIRST,
    /** One has failed, or all have ended. A cancelled one has not failed. */
    FIRST_FAILURE
  }

  /**
   * What {@link #await} found. Each future is in one of the two sets, in the order in which it was given.
   *
   * @param done those that have ended
   * @param pending those that have not
   * @param <F> the futures
   */
  public record Waited<F extends Future<?>>(Set<F> done, Set<F> pending) {}

  /** Some futures had not ended in time. */
  public static final class UnfinishedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnfinishedException(int unfinished, int total) {
      super("%d (of %d) futures unfinished".formatted(unfinished, total));
    }
  }

  /**
   * Waits for futures. Does not throw if the time is over: what has not ended is pending then.
   *
   * @param futures one that is given twice counts once
   * @param until what to wait for
   * @param limit how long at most; zero or less looks and doesn't wait
   * @param <F> the futures
   * @return which have ended and which have not
   * @throws InterruptedException if the calling thread is interrupted; the futures go on
   * @throws IllegalArgumentException if one of them can't call back
   */
  public static <F extends Future<?>> Waited<F> await(
      Collection<? extends F> futures, Until until, Duration limit) throws InterruptedException {
    Set<F> all = new LinkedHashSet<>(futures);
    FutureWaiter waiter = new FutureWaiter(until, all.size());
    all.forEach(waiter::watch);
    waiter.await(nanos(limit));
    return waited(all);
  }

  /**
   * As {@link #await(Collection, Until, Duration)}, for as long as it takes.
   *
   * @param futures one that is given twice counts once
   * @param until what to wait for
   * @param <F> the futures
   * @return which have ended and which have not
   * @throws InterruptedException if the calling thread is interrupted; the futures go on
   * @throws IllegalArgumentException if one of them can't call back
   */
  public static <F extends Future<?>> Waited<F> await(Collection<? extends F> futures, Until until)
      throws InterruptedException {
    return await(futures, until, FOREVER);
  }

  private static <F extends Future<?>> Waited<F> waited(Set<F> all) {
    Set<F> done = new LinkedHashSet<>();
    Set<F> pending = new LinkedHashSet<>();
    all.forEach(f -> (f.isDone() ? done : pending).add(f));
    return new Waited<>(done, pending);
  }

  /**
   * Futures in the order in which they end, first those that have ended already. Each comes once, and the iterator doesn't
   * refer to it any more when it has come.
   *
   * @param futures read to its end at once; one that is given twice comes once
   * @param <F> the futures
   * @return an iterator for one thread. If that thread is interrupted, its {@code next()} throws
   *     {@link java.util.concurrent.CancellationException} and the interrupt status stays set
   * @throws IllegalArgumentException if one of them can't call back
   */
  public static <F extends Future<?>> Iterator<F> asCompleted(Iterable<? extends F> futures) {
    return asCompleted(futures, FOREVER);
  }

  /**
   * As {@link #asCompleted(Iterable)}, with a limit.
   *
   * @param futures read to its end at once; one that is given twice comes once
   * @param limit for all of them, from now on. Those that have ended still come when it is over, then {@code next()} throws
   *     {@link UnfinishedException}
   * @param <F> the futures
   * @return an iterator for one thread
   * @throws IllegalArgumentException if one of them can't call back
   */
  public static <F extends Future<?>> Iterator<F> asCompleted(Iterable<? extends F> futures, Duration limit) {
    return new FutureCompletions<>(futures, nanos(limit));
  }

  private static long nanos(Duration limit) {
    return limit.compareTo(FOREVER) >= 0 ? FOREVER.toNanos() : Math.max(0, limit.toNanos());
  }
}
