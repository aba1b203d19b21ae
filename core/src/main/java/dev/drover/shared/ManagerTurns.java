package dev.drover.shared;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One call at a time for each object that is not thread-safe. Thread-safe. */
/*
 * A turn belongs to a chain of calls, not to a thread: a call, what it calls in managers from there, and so on. So an
 * object that is called back by what it has called is not waited for, even if that went through another manager.
 *
 * Two chains of which each waits for an object that the other has would wait for ever. Before a chain waits it follows
 * who waits for whom; if that leads back to itself the call is refused.
 */
final class ManagerTurns {
  private static final ThreadLocal<Long> CHAIN = new ThreadLocal<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Turn> waiting = new HashMap<>(); // chain to what it waits for; guarded by lock

  /** Of one object; its fields are guarded by the lock. */
  final class Turn {
    private final Condition free = lock.newCondition();
    private long chain;
    private int depth;

    /** Waits for it. */
    void begin(long by) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        while (chain != 0 && chain != by) {
          await(by);
        }
        chain = by;
        depth++;
      } finally {
        lock.unlock();
      }
    }

    private void await(long by) throws InterruptedException {
      if (leadsTo(by)) {
        throw new IllegalStateException(
            "this call would wait for ever: the object is busy with a call that waits for an object this one is busy "
                + "with; call objects in one order, or create them with createThreadSafe()");
      }
      waiting.put(by, this);
      try {
        free.await();
      } finally {
        waiting.remove(by);
      }
    }

    private boolean leadsTo(long by) {
      Turn next = this;
      while (next != null && next.chain != by) {
        next = waiting.get(next.chain);
      }
      return next != null;
    }

    void end() {
      lock.lock();
      try {
        depth--;
        if (depth == 0) {
          chain = 0;
          free.signal();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  Turn turn() {
    return new Turn();
  }

  // --- chains ---

  /** The chain that a call from this thread belongs to: the one that the thread works for, or a new one. */
  static long chain() {
    @Nullable Long current = CHAIN.get();
    return current == null ? ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE) : current;
  }

  /** This thread works for a chain now; returns what to {@link #leave} with. */
  static @Nullable Long enter(long chain) {
    @Nullable Long before = CHAIN.get();
    CHAIN.set(chain);
    return before;
  }

  static void leave(@Nullable Long before) {
    if (before == null) {
      CHAIN.remove();
    } else {
      CHAIN.set(before);
    }
  }
}
