package dev.drover.internal.ipc.guard;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How one thread waits for a word of shared memory to change: {@code while (!isSo()) patience.pause()}. For one thread,
 * once.
 */
/*
 * Nobody wakes anybody: a wake costs some 20 to 50 us of whoever gives it, needs a function of the system that Java
 * does not give, and is lost with a process that dies before it gives it. A waiting thread looks again: at first at
 * once, some hundred times, then after sleeps that grow from 30 us to 1 ms. So none misses anything, whoever dies, and
 * a thread that waits for long takes less than a hundredth of a core.
 *
 * Looking at once pays only if whoever is waited for runs at that moment on another core. It is not known whether one
 * is free; but it shows: where looking at once was of no use it is done less the next time, where it was, more. The
 * number is that of the process, raced for and never wrong.
 *
 * Not final, for tests in which it is the test that says what time it is.
 */
public class Patience {
  /** No limit. */
  public static final long FOR_EVER = Long.MAX_VALUE;

  private static final int MOST_LOOKS = 2000;
  private static final int FEWEST_LOOKS = 20;
  private static final long FIRST_NANOS = TimeUnit.MICROSECONDS.toNanos(30);
  private static final long LAST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static volatile int worthwhile = 200;

  private final long start = System.nanoTime();
  private final long limit;
  private final boolean interruptible;
  private final int looks = worthwhile;
  private int looked;
  private long sleep = FIRST_NANOS;
  private long lastDue = start;
  private boolean interrupted;

  Patience(long limit, boolean interruptible) {
    this.limit = limit;
    this.interruptible = interruptible;
  }

  /**
   * To wait, and to end by an interrupt.
   *
   * @param nanos for how long at most
   * @return new
   */
  public static Patience interruptible(long nanos) {
    return new Patience(nanos, true);
  }

  /**
   * To wait whatever comes; an interrupt is kept until {@link #end}.
   *
   * @return new
   */
  public static Patience deaf() {
    return new Patience(FOR_EVER, false);
  }

  /**
   * Lets a moment pass.
   *
   * @return false if the time is over
   * @throws InterruptedException if the thread was interrupted, unless deaf
   */
  public boolean pause() throws InterruptedException {
    if (looked < looks) {
      looked++;
      Thread.onSpinWait();
      return limit > 0;
    }
    return sleep();
  }

  private boolean sleep() throws InterruptedException {
    hear();
    long left = limit - waited();
    if (left <= 0) {
      return false;
    }
    looked++;
    LockSupport.parkNanos(Math.min(sleep, left));
    sleep = Math.min(LAST_NANOS, sleep * 2);
    return true;
  }

  private void hear() throws InterruptedException {
    if (Thread.interrupted()) {
      if (interruptible) {
        throw new InterruptedException("interrupted while it waited for another process");
      }
      interrupted = true;
    }
  }

  /** The clock by which it goes, in nanoseconds. */
  long now() {
    return System.nanoTime();
  }

  /**
   * For how long it has waited.
   *
   * @return nanoseconds; 0 as long as it has not slept
   */
  public long waited() {
    return looked < looks ? 0 : System.nanoTime() - start;
  }

  /**
   * Whether something is due that is too costly to do at each look.
   *
   * @param nanos at most so often
   * @return true at most so often, and never before the first sleep
   */
  public boolean isDue(long nanos) {
    if (looked < looks) {
      return false;
    }
    long now = System.nanoTime();
    if (now - lastDue < nanos) {
      return false;
    }
    lastDue = now;
    return true;
  }

  /** The next sleeps are short again: it is nearly its turn. */
  public void hurry() {
    sleep = FIRST_NANOS;
  }

  /** What was waited for has come, or has been given up. */
  public void end() {
    int now = worthwhile;
    worthwhile = looked <= looks ? Math.min(MOST_LOOKS, now + now / 8 + 1) : Math.max(FEWEST_LOOKS, now - now / 8);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
