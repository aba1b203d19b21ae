package dev.drover.internal.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the JVM from ending while submitted tasks are under way, as other executors do with their own threads.
 *
 * <p>All threads of Drover are daemons, so that a pool that nobody closed can't keep a program from ending. A task that was
 * submitted has to run, though: while there is one, there is one thread that is not a daemon. Nobody wakes it: in a loop of submit
 * and get that would take as long as the task. It looks now and then whether there was one since the last time.
 */
public final class Keeper {
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(15);

  private final ReentrantLock lock = new ReentrantLock();
  private long pending;
  private boolean begun;
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
      begun = true;
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
      pending--;
    } finally {
      lock.unlock();
    }
  }

  private void keep() {
    do {
      LockSupport.parkNanos(this, LOOK_EVERY_NANOS);
    } while (isNeeded());
  }

  private boolean isNeeded() {
    lock.lock();
    try {
      keeping = pending > 0 || begun;
      begun = false;
      return keeping;
    } finally {
      lock.unlock();
    }
  }
}
