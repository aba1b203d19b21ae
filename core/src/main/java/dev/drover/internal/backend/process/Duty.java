package dev.drover.internal.backend.process;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Whether the thread that has a duty is inside of code of the user's: that which writes an input, or reads a result. */
/*
 *     ON DUTY --enter()--> INSIDE --leave() = true--> ON DUTY
 *                             |
 *                             +---relieve()---> RELIEVED --leave() = false--> the thread does nothing further
 *
 * Such code may take any time, or hang. Who finds the thread inside for too long relieves it, and starts another thread that
 * goes on with the duty. Both change the one reference by compare-and-set, so exactly one of the two threads goes on. A value
 * that is quick costs no hand-over between threads, whatever its class.
 *
 * What the thread did before enter() is seen by the one that follows it.
 */
final class Duty {
  /** One stay inside. What is not final belongs to the watchdog. */
  static final class Stay {
    private final Thread thread;
    private final long batch;
    private final int item;
    private final long bytes;
    private long seen;

    Stay(Thread thread, long batch, int item, long bytes) {
      this.thread = thread;
      this.batch = batch;
      this.item = item;
      this.bytes = bytes;
    }

    Thread thread() {
      return thread;
    }

    long batch() {
      return batch;
    }

    int item() {
      return item;
    }

    /** How much there is to read; 0 if nobody knows. */
    long bytes() {
      return bytes;
    }

    /** Watchdog: how long it has been known. The thread itself need not look at a clock for each value. */
    long lasts(long now) {
      seen = seen == 0 ? now : seen;
      return now - seen;
    }
  }

  private static final Stay NOWHERE = new Stay(Thread.currentThread(), -1, -1, 0);

  private final AtomicReference<Stay> inside = new AtomicReference<>(NOWHERE);

  Stay enter(long batch, int item, long bytes) {
    Stay stay = new Stay(Thread.currentThread(), batch, item, bytes);
    inside.setRelease(stay);
    return stay;
  }

  /** False if the thread was relieved meanwhile. */
  boolean leave(Stay stay) {
    return inside.compareAndSet(stay, NOWHERE);
  }

  /** Where the thread is inside. */
  Optional<Stay> inside() {
    return Optional.ofNullable(inside.get()).filter(stay -> stay != NOWHERE);
  }

  /** False if the thread has come out by itself. */
  boolean relieve(Stay stay) {
    return inside.compareAndSet(stay, NOWHERE);
  }
}
