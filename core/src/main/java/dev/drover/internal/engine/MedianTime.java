package dev.drover.internal.engine;

import dev.drover.task.MedianLimit;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The median of the run times of the items of a call that ended last, for limits that are relative to it.
 *
 * <p>Of the last ones only, {@link #KEPT} of them: inputs are often sorted by size, and what was usual an hour ago says little
 * then. They are kept twice, by age and sorted, so that the oldest can be replaced by a binary search and a small move: some
 * hundred nanoseconds and four kilobytes, and only for calls that have such a limit.
 *
 * <p>Guarded by the dispatcher's lock; the median is read without it.
 */
final class MedianTime {
  /** Odd, so that there is a middle one. */
  static final int KEPT = 255;

  private final long[] byAge = new long[KEPT];
  private final long[] sorted = new long[KEPT];
  private int size;
  private int oldest;
  /** Negative while there are too few. */
  private volatile long median = -1;

  /** What holds until enough items have ended: that of an earlier call. */
  void expect(Duration earlier) {
    median = earlier.toNanos();
  }

  /** An item has ended with a value. */
  void add(long nanos) {
    if (size < KEPT) {
      insert(nanos);
      byAge[size++] = nanos;
    } else {
      remove(byAge[oldest]);
      insert(nanos);
      byAge[oldest] = nanos;
      oldest = (oldest + 1) % KEPT;
    }
    if (size >= MedianLimit.LEAST_ITEMS) {
      median = sorted[(size - 1) / 2];
    }
  }

  /** Puts it in, which makes room at the end if the array is full: {@link #remove} comes first then. */
  private void insert(long nanos) {
    int count = Math.min(size, KEPT - 1);
    int found = Arrays.binarySearch(sorted, 0, count, nanos);
    int place = found >= 0 ? found : -found - 1;
    System.arraycopy(sorted, place, sorted, place + 1, count - place);
    sorted[place] = nanos;
  }

  private void remove(long nanos) {
    int place = Arrays.binarySearch(sorted, nanos);
    System.arraycopy(sorted, place + 1, sorted, place, KEPT - place - 1);
  }

  /** Empty while fewer than {@link MedianLimit#LEAST_ITEMS} items have a value, unless one was expected. Any thread. */
  Optional<Duration> median() {
    long now = median;
    return now < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(now));
  }
}
