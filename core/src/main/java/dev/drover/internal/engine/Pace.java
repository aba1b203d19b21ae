package dev.drover.internal.engine;

import java.util.OptionalDouble;

/**
 * What an item of one function takes on one backend, as far as the calls so far have told. Thread-safe.
 *
 * <p>Each call counts with its items, and all that came before it with {@link #MOST_WEIGHT} of them at most: so the few slow items
 * of a first call are soon outweighed, while one call of cheap items does not wipe out that there were dear ones.
 */
final class Pace {
  private static final long MOST_WEIGHT = 64;

  // guarded by this
  private long items;
  private double nanosPerItem;

  /** Empty if no call has ended. */
  synchronized OptionalDouble nanosPerItem() {
    return items == 0 ? OptionalDouble.empty() : OptionalDouble.of(nanosPerItem);
  }

  /** So many items of a call took so long in all. */
  synchronized void learn(long count, long nanos) {
    if (count > 0) {
      nanosPerItem = (items * nanosPerItem + nanos) / (items + count);
      items = Math.min(MOST_WEIGHT, items + count);
    }
  }
}
