package dev.drover.internal.ipc.guard;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for something in shared memory, and looking after the dead meanwhile. */
public final class Waits {
  /** How often who waits looks for the dead. */
  public static final long LOOK_FOR_DEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private Waits() {}

  /**
   * A limit in nanoseconds.
   *
   * @param limit any
   * @return 0 if it is negative, {@link Patience#FOR_EVER} if it is longer than that
   */
  public static long nanos(Duration limit) {
    try {
      return limit.toNanos();
    } catch (ArithmeticException endless) {
      return limit.isNegative() ? 0 : Patience.FOR_EVER;
    }
  }

  /** A look at shared memory by one that waits. */
  public interface Look {
    /**
     * Whether that is so what is waited for.
     *
     * @param patience of who looks: tells how long it has waited, and what is due
     * @return true to end the waiting
     */
    boolean isSo(Patience patience);
  }

  /**
   * Waits.
   *
   * @param isSo what for
   * @param nanos how long at most
   * @return whether it is so
   * @throws InterruptedException if the thread is interrupted
   */
  public static boolean until(BooleanSupplier isSo, long nanos) throws InterruptedException {
    return until(_ -> isSo.getAsBoolean(), nanos);
  }

  /**
   * Waits.
   *
   * @param look what for
   * @param nanos how long at most
   * @return whether it is so
   * @throws InterruptedException if the thread is interrupted
   */
  public static boolean until(Look look, long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before it waited for another process");
    }
    return until(look, Patience.interruptible(nanos));
  }

  /**
   * Waits.
   *
   * @param look what for
   * @param patience how long at most, and whether interrupts are heard
   * @return whether it is so
   * @throws InterruptedException if the thread is interrupted and the patience is not deaf
   */
  public static boolean until(Look look, Patience patience) throws InterruptedException {
    try {
      boolean is = look.isSo(patience);
      while (!is && patience.pause()) {
        is = look.isSo(patience);
      }
      return is;
    } finally {
      patience.end();
    }
  }
}
