package dev.drover.task;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Somebody who is told how far a call is: at most ten times a second, and once more at its end.
 *
 * <p>Called from one thread of the pool at a time, never from the thread that runs an item. An exception thrown here is
 * logged and ends the telling, not the call.
 */
@FunctionalInterface
public interface Progress {
  /**
   * How far a call is.
   *
   * @param succeeded items with a value
   * @param failed items that failed for good
   * @param running items that run at this moment, or wait in a batch that has been handed over
   * @param total how many inputs there are, where that is known
   * @param elapsed the time since the call began
   * @param finished whether the call has ended
   */
  record Snapshot(
      long succeeded, long failed, long running, OptionalLong total, Duration elapsed, boolean finished) {}

  /**
   * Takes a snapshot in.
   *
   * @param snapshot how far the call is
   */
  void update(Snapshot snapshot);

  /**
   * Nobody is told.
   *
   * @return a listener that does nothing and costs nothing
   */
  static Progress none() {
    return Nobody.INSTANCE;
  }

  /** The listener of {@link #none()}; an enum, so that it can be recognised. */
  enum Nobody implements Progress {
    /** The only one. */
    INSTANCE;

    @Override
    public void update(Snapshot snapshot) {
      // nobody wants to know
    }
  }
}
