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
 *     LOOKING --await()--> RESTING --wakeOne()--> WOKEN --> LOOKING, as when its time is over
 *                          |     ^
 *                       lend()  free()                    any --left()--> GONE
 *                          v     |
 *                          LENT -+--give()--> GIVEN
 *
 * One that is lent goes on waiting and takes nothing: another thread has given its slot a batch, see Express. It counts as one
 * that has a batch. One that is given a batch need not look for it.
 */
final class Waiters {
  private enum State {
    LOOKING,
    RESTING,
    WOKEN,
    LENT,
    GIVEN,
    GONE
  }

  /** A thread that waits for the next batch of its slot. */
  static final class Waiter {
    private final BatchSource.Taker taker;
    private final Condition woken;
    private State state = State.LOOKING;
    private Optional<Assignment> given = Optional.empty();

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
      return state == State.LENT;
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
    if (me.state == State.LOOKING) {
      rest(me);
    }
    try {
      long ignored = me.woken.awaitNanos(nanos);
    } finally {
      rise(me);
    }
  }

  private void rest(Waiter waiter) {
    waiter.state = State.RESTING;
    resting.addLast(waiter);
    count++;
  }

  private void rise(Waiter waiter) {
    if (waiter.state == State.RESTING || waiter.state == State.WOKEN) {
      resting.remove(waiter);
      waiter.state = State.LOOKING;
      count--;
    }
  }

  void wakeOne() {
    Waiter next = resting.pollLast();
    if (next != null) {
      next.state = State.WOKEN;
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
    next.state = State.LENT;
    return Optional.of(next);
  }

  /** Its slot has nothing to do any more; nothing if it is not lent. */
  void free(Waiter waiter) {
    if (waiter.isLent()) {
      rest(waiter);
    }
  }

  /** Its own thread has to see to the batch. */
  void give(Waiter waiter, Assignment assignment) {
    waiter.state = State.GIVEN;
    waiter.given = Optional.of(assignment);
    waiter.woken.signal();
  }

  /** It waits no more. */
  void left(Waiter waiter) {
    rise(waiter);
    waiter.state = State.GONE;
  }
}
