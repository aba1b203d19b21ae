package dev.drover.internal.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the JVM from ending while submitted tasks are under way, as other executors do with their own threads.
 *
 * <p>All threads of Drover are daemons, so that a pool that nobody closed can't keep a program from ending. A task that was
 * submitted has to run, though: while there is one, there is one thread that is not a daemon. It lingers a moment, so that a
 * loop of submit and get doesn't start it over and over.
 */
public final class Keeper {
  private static final long LINGER_MILLIS = 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();
  private long pending;
  private boolean keeping;

  private static final Keeper PROCESS = new Keeper();

  private Keeper() {}

  /**
   * The one of this process.
   *
   * @return thread-safe
   */
  public static Keeper process() {
    return PROCESS;
  }

  /** A task was submitted. */
  public void begin() {
    lock.lock();
    try {
      pending++;
      if (!keeping) {
        keeping = true;
        Thread.ofPlatform().daemon(false).name("drover-keeper").start(this::keep);
      }
    } finally {
      lock.unlock();
    }
  }

  /** A submitted task has ended. */
  public void end() {
    lock.lock();
    try {
      if (--pending == 0) {
        none.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void keep() {
    lock.lock();
    try {
      while (pending > 0 || lingered()) {
        none.awaitUninterruptibly();
      }
    } finally {
      keeping = false;
      lock.unlock();
    }
  }

  /** Waits a moment; true if there is something pending again. */
  private boolean lingered() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
    try {
      for (long left = LINGER_MILLIS; pending == 0 && left > 0; left = millisUntil(end)) {
        none.await(left, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      return pending > 0; // ended early: no harm
    }
    return pending > 0;
  }

  private static long millisUntil(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime());
  }
}
