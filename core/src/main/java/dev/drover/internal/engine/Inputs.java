package dev.drover.internal.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a run on their way to the batches. Guarded by the dispatcher's lock, except where a method says that it runs
 * code of the user's.
 */
interface Inputs {
  /** Takes up to so many; an empty list if there are none at this moment. */
  List<Object> take(int most);

  /**
   * The index of the first of those that were taken last, the others follow without a gap; or, called once for each, of
   * those that {@link #stop} gave. So many had been taken before.
   */
  default long first(long takenBefore) {
    return takenBefore; // most inputs go in their own order
  }

  /** How many are left, buffered or not; negative if nobody knows. */
  long left();

  /** How many can be taken at this moment, at least. */
  int ready();

  /** Whether none is left and none will come. */
  boolean exhausted();

  /** What the user's iterator threw; it comes after the outcomes of the inputs before. */
  @Nullable Throwable failure();

  /** No more are wanted. Gives those that had been read but not been taken. */
  List<Object> stop();

  /** Inputs may be read ahead up to this index, exclusively. */
  void allow(long limit);

  /** Reads inputs in the background from now on. Not under the lock. */
  default void readAhead() {
    // most inputs are there already
  }

  /** Reads up to so many in the calling thread: runs code of the user's, so not under the lock. */
  default void readHere(int most) {
    // most inputs are there already
  }
}
