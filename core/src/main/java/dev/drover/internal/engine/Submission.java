package dev.drover.internal.engine;

import dev.drover.task.Failure;
import org.jspecify.annotations.Nullable;

/** A submitted task as the engine sees it; its future implements this. Thread-safe. */
public interface Submission {
  /**
   * What to run.
   *
   * @return a {@code Callable} or {@code Runnable}
   */
  Object task();

  /**
   * It is about to run.
   *
   * @return false if it was cancelled: it must not
   */
  boolean start();

  /**
   * It was handed to the backend.
   *
   * @param index its number
   */
  void handedOut(long index);

  /**
   * Its number.
   *
   * @return negative before it was handed out
   */
  long index();

  /** Its attempt failed and it waits again. */
  void requeued();

  /**
   * Whether nobody waits for it any more.
   *
   * @return true once it was cancelled
   */
  boolean abandoned();

  /**
   * It has a value. Calls back the user, so never under a lock.
   *
   * @param index its number
   * @param value the result
   * @param nanos how long it ran
   */
  void succeed(long index, @Nullable Object value, long nanos);

  /**
   * It failed for good. Calls back the user, so never under a lock.
   *
   * @param index its number
   * @param failure why
   */
  void fail(long index, Failure failure);
}
