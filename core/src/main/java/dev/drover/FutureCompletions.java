package dev.drover;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Futures as they end. Holds those that have ended and have not been taken, and a count of the others: nothing else. */
final class FutureCompletions<F extends Future<?>> implements Iterator<F> {
  private final BlockingQueue<F> ended = new LinkedBlockingQueue<>();
  private final long end;
  private final int total;
  private int left;

  FutureCompletions(Iterable<? extends F> futures, long nanos) {
    end = System.nanoTime() + nanos;
    total = watch(futures);
    left = total;
  }

  private int watch(Iterable<? extends F> futures) {
    Set<F> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (F future : futures) {
      if (seen.add(future)) {
        var _ = FutureWaiter.callsBack(future).whenComplete((_, _) -> ended.add(future));
      }
    }
    return seen.size();
  }

  @Override
  public boolean hasNext() {
    return left > 0;
  }

  @Override
  public F next() {
    try {
      return take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the calling thread was interrupted while it waited for futures; they go on");
    }
  }

  /** As {@link #next()}, for callers that may throw this. */
  F take() throws InterruptedException {
    if (left == 0) {
      throw new NoSuchElementException("all %d futures have been taken".formatted(total));
    }
    F future = ended.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    if (future == null) {
      throw new Futures.UnfinishedException(left, total);
    }
    left--;
    return future;
  }
}
