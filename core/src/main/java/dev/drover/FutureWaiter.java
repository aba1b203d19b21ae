package dev.drover;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One wait for several futures. A future that ends calls {@link #ended}; whichever call makes the condition true opens the
 * latch, so none can be missed.
 *
 * <p>A callback can't be taken back from a future: what stays behind after a wait that ended early is this small object.
 */
final class FutureWaiter {
  private final Futures.Until until;
  private final AtomicInteger left;
  private final CountDownLatch enough = new CountDownLatch(1);

  FutureWaiter(Futures.Until until, int futures) {
    this.until = until;
    this.left = new AtomicInteger(futures);
    if (futures == 0) {
      enough.countDown();
    }
  }

  void watch(Future<?> future) {
    CompletableFuture<?> callsBack = callsBack(future);
    var _ = callsBack.whenComplete((_, _) -> ended(callsBack.state()));
  }

  /** Other futures tell nobody that they have ended, and this one must not poll them. */
  static CompletableFuture<?> callsBack(Future<?> future) {
    if (future instanceof CompletableFuture<?> c) {
      return c;
    }
    throw new IllegalArgumentException(
        "a future is a %s; it must be a CompletableFuture: use those that the methods of Pool give"
            .formatted(future.getClass().getName()));
  }

  private void ended(Future.State how) {
    boolean last = left.decrementAndGet() == 0;
    boolean first =
        switch (until) {
          case ALL -> false;
          case FIRST -> true;
          case FIRST_FAILURE -> how == Future.State.FAILED;
        };
    if (first || last) {
      enough.countDown();
    }
  }

  void await(long nanos) throws InterruptedException {
    boolean _ = enough.await(nanos, TimeUnit.NANOSECONDS);
  }
}
