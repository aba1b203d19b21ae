package dev.drover.internal.engine;

import dev.drover.spi.Assignment;
import dev.drover.spi.BatchSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The slots that wait for a batch. Guarded by the dispatcher's lock. */
/*
 * The one that came last is woken first: what it needs is still near its processor, and its worker may still look out for more.
 *
 *     RESTING --wakeOne()--> WOKEN: looks, and rests again or leaves
 *        |  ^
 *        |  +---free()-----+
 *        +----lend()---> LENT --give()--> WOKEN, with a batch
 *
 * One that is lent goes on waiting and takes nothing: another thread has given its slot a batch, see Express. It counts as one
 * that has a batch.
 */
final class Waiters {
  /** A thread that waits for the next batch of its slot. */
  static final class Waiter {
    private final BatchSource.Taker taker;
    private final Condition woken;
    private Optional<Assignment> given = Optional.empty();
    private boolean counted;
    private boolean lent;
    private boolean gone;

    private Waiter(BatchSource.Taker taker, Condition woken) {
      this.taker = taker;
      this.woken = woken;
    }

    BatchSource.Taker taker() {
      return taker;
    }

    /** A batch that it need not look for. */
    Optional<Assignment> given() {
      return given;
    }

    boolean isLent() {
      return lent;
    }
  }

  private final ReentrantLock lock;
  private final Deque<Waiter> resting = new ArrayDeque<>();
  private int count;

  Waiters(ReentrantLock lock) {
    this.lock = lock;
  }

  Waiter waiter(BatchSource.Taker taker) {
    return new Waiter(taker, lock.newCondition());
  }

  /** How many wait, and will look for a batch when they are woken, or have been woken and have not looked yet. */
  int count() {
    return count;
  }

  void await(Waiter me, long nanos) throws InterruptedException {
    if (!me.lent) {
      rest(me);
    }
    try {
      long ignored = me.woken.awaitNanos(nanos);
    } finally {
      rise(me);
    }
  }

  private void rest(Waiter waiter) {
    resting.addLast(waiter);
    waiter.counted = true;
    count++;
  }

  private void rise(Waiter waiter) {
    if (waiter.counted) {
      resting.remove(waiter);
      waiter.counted = false;
      count--;
    }
  }

  void wakeOne() {
    Waiter next = resting.pollLast();
    if (next != null) {
      next.woken.signal();
    }
  }

  void wakeAll() {
    while (!resting.isEmpty()) {
      wakeOne();
    }
  }

  /** The one that would be woken next, if its slot may be given a batch by this thread. */
  Optional<Waiter> lend() {
    Waiter next = resting.peekLast();
    if (next == null || !next.taker.mayBeGiven()) {
      return Optional.empty();
    }
    rise(next);
    next.lent = true;
    return Optional.of(next);
  }

  /** Its slot has nothing to do any more; nothing if it was not lent. */
  void free(Waiter waiter) {
    if (waiter.lent) {
      waiter.lent = false;
      if (!waiter.gone) {
        rest(waiter);
      }
    }
  }

  /** Its own thread has to see to the batch. */
  void give(Waiter waiter, Assignment assignment) {
    waiter.lent = false;
    waiter.given = Optional.of(assignment);
    waiter.woken.signal();
  }

  /** It waits no more. */
  void left(Waiter waiter) {
    waiter.gone = true;
  }
}
