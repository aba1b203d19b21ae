package dev.drover.sync;

import dev.drover.internal.ipc.guard.Patience;
import dev.drover.internal.ipc.guard.Waits;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/**
 * One of the two locks of a pair.
 *
 * @param attempt takes it if that is possible; told whether it is to go on waiting
 * @param release gives it back
 * @param state of the pair
 */
record Side(Attempt attempt, Runnable release, ReadersAndWriter state) implements Lock {
  /** One try to get it. */
  interface Attempt {
    /** Whether this thread has it now; one that will wait may make others wait for it. */
    boolean take(boolean willWait);
  }

  @Override
  public void lock() {
    try {
      boolean _ = Waits.until(this::look, Patience.deaf());
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private boolean look(Patience patience) {
    if (patience.isDue(Waits.LOOK_FOR_DEAD_NANOS)) {
      state.bury();
    }
    return attempt.take(true);
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    boolean _ = lock(Patience.FOR_EVER);
  }

  @Override
  public boolean tryLock() {
    return attempt.take(false);
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    return lock(unit.toNanos(time));
  }

  private boolean lock(long nanos) throws InterruptedException {
    boolean got = false;
    try {
      got = Waits.until(this::look, nanos);
      return got;
    } finally {
      if (!got) {
        state.stopWanting();
      }
    }
  }

  @Override
  public void unlock() {
    release.run();
  }

  @Override
  public Condition newCondition() {
    throw new UnsupportedOperationException("locks of a SharedReadWriteLock have no conditions; use a SharedLock");
  }
}
