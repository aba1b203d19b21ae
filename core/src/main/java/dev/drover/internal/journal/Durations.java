package dev.drover.internal.journal;

/**
 * How many items took how long, in classes that grow with the time: eight for each doubling, so a median is right to
 * some six per cent, in four kilobytes for any number of items. Thread-safe.
 */
final class Durations {
  private static final int STEPS = 8;
  private static final int STEP_BITS = 3;

  private final long[] counts = new long[Long.SIZE * STEPS];
  private long count;

  synchronized void add(long nanos) {
    counts[place(Math.max(STEPS, nanos))]++;
    count++;
  }

  synchronized long count() {
    return count;
  }

  /** The middle of the class in which the median is; of none at all 0. */
  synchronized long median() {
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (count > 0 && 2 * seen >= count) {
        return (least(i) + least(i + 1)) / 2;
      }
    }
    return 0;
  }

  private static int place(long nanos) {
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    return octave * STEPS + (int) (nanos >>> (octave - STEP_BITS)) - STEPS;
  }

  private static long least(int place) {
    return (long) (STEPS + place % STEPS) << (place / STEPS - STEP_BITS);
  }
}
