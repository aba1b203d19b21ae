package dev.drover.event;

import dev.drover.task.Failure;
import dev.drover.task.Timing;
import java.time.Duration;

/** Something that happened in a pool. Immutable data; {@code run} numbers the calls of a pool from 1. */
public sealed interface Event {

  /**
   * A call began.
   *
   * @param run which
   * @param function its function in short
   */
  record RunStarted(long run, String function) implements Event {}

  /**
   * A call ended, one way or the other.
   *
   * @param run which
   * @param succeeded items with a value
   * @param failed items that failed for good
   * @param elapsed from beginning to end
   */
  record RunFinished(long run, long succeeded, long failed, Duration elapsed) implements Event {}

  /**
   * An item has a value.
   *
   * @param run of which call
   * @param index which item
   * @param timing how long it took
   */
  record ItemSucceeded(long run, long index, Timing timing) implements Event {}

  /**
   * An item failed for good.
   *
   * @param run of which call
   * @param index which item
   * @param failure why
   */
  record ItemFailed(long run, long index, Failure failure) implements Event {}

  /**
   * An item failed and will be tried again.
   *
   * @param run of which call
   * @param index which item
   * @param failure why
   * @param pause the time until then
   */
  record ItemRetried(long run, long index, Failure failure, Duration pause) implements Event {}

  /**
   * A second attempt of an item was started beside the first, since that takes much longer than others do.
   *
   * @param run of which call
   * @param index which item
   * @param running how long the first attempt has been running
   */
  record ItemCopied(long run, long index, Duration running) implements Event {}

  /**
   * A worker process is ready.
   *
   * @param worker its number in the pool, from 1
   * @param pid its process
   * @param startup from the decision to start it to its greeting
   */
  record WorkerStarted(int worker, long pid, Duration startup) implements Event {}

  /**
   * A worker process is gone.
   *
   * @param worker its number in the pool
   * @param pid its process
   * @param reason why, in a few words
   */
  record WorkerStopped(int worker, long pid, String reason) implements Event {}

  /**
   * A step of the ladder by which an item is stopped was taken.
   *
   * @param worker the worker's number in the pool
   * @param pid its process
   * @param step which
   */
  record KillStep(int worker, long pid, Step step) implements Event {
    /** The steps, gentlest first. */
    public enum Step {
      /** The thread of the item is interrupted. */
      INTERRUPT,
      /** The stack of the item is asked for. */
      DUMP,
      /** The process is asked to end. */
      TERMINATE,
      /** The process is killed. */
      KILL
    }
  }

  /**
   * Something that the user should know and that fails nothing.
   *
   * @param message one sentence
   */
  record Warning(String message) implements Event {}
}
