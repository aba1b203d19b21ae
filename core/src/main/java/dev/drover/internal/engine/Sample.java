package dev.drover.internal.engine;

import java.util.OptionalDouble;

/**
 * What was measured of a call while one plan held.
 *
 * @param items that have ended
 * @param busyNanos what they took, added up
 * @param longestNanos what the longest of them took
 * @param elapsedNanos how long the plan has held
 * @param waiting which part of its time an item waits for something else than a core, 0 to 1, if that is known
 * @param left how many items are left, negative if nobody knows
 * @param ready how many could begin at this moment if there were room, at least
 */
record Sample(
    long items,
    long busyNanos,
    long longestNanos,
    long elapsedNanos,
    OptionalDouble waiting,
    long left,
    long ready) {
  double nanosPerItem() {
    return items == 0 ? 0 : (double) busyNanos / items;
  }

  /** Items a second. */
  double rate() {
    return items * 1e9 / Math.max(1, elapsedNanos);
  }

  /** What the rest will take in one thread; where nobody knows how much there is, as long as what there was. */
  double restNanos() {
    return left < 0 ? busyNanos : nanosPerItem() * left;
  }
}
