package dev.drover.internal.engine;

import dev.drover.task.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Where the final outcomes of a run go. All but {@link #publish} is called under the dispatcher's lock, so it must not call
 * anything of the user's.
 */
interface Sink {
  void ok(long index, @Nullable Object input, @Nullable Object value, long nanos);

  /** Neighbours have values, in an array that nobody changes any more; false, and nothing was done, if it has to be told of each. */
  default boolean ok(long first, @Nullable Object[] values) {
    return false;
  }

  /** Whether it is of any use to it how long each item ran. */
  default boolean asksForTimes() {
    return true;
  }

  void failed(long index, @Nullable Object input, Failure failure);

  /** How many outcomes the user has taken, or would have if he could: what the window counts from. */
  long consumed();

  /** Whether the thread that waits for the run is to be woken for what has come so far; it is always woken at the end. */
  default boolean hasNews() {
    return true;
  }

  /** Whether the first failure is the end of the run: nothing more is to start, also before the thread that waits for it is awake. */
  default boolean endsAtFailure() {
    return false;
  }

  /** Called after the lock was given up: time to call what is the user's. */
  default void publish() {
    // most sinks have nothing to call
  }
}
