package dev.drover.internal.engine;

import dev.drover.task.BatchSize;

/**
 * How many items the next batch takes: pure arithmetic over measurements.
 *
 * <p>The aim is a batch that runs for {@link #TARGET_NANOS}: long against the hand-over (a few microseconds to a thread, some
 * fifty to a process), short against what people notice. It begins with 1 and grows step by step, four times while batches are
 * over in no time and twice from then on, so that a first guess that is wrong costs little; a slow batch brings it down at
 * once. Where the number of inputs is known, a batch is never more than a fair share: {@code ceil(n / (4 x slots))} of what is
 * left, the rule that users of Python's pools know, applied to the rest so that batches shrink towards the end and all workers
 * finish together; but not further than to what takes as long as handing it over.
 *
 * <p>Guarded by the dispatcher's lock.
 */
final class Batcher {
  static final long TARGET_NANOS = 4_000_000;
  static final long LEAST_NANOS = 100_000;
  private static final int MAX = 1 << 14;
  private static final int SHARES_PER_SLOT = 4;
  private static final long QUICK_GROWTH = 4;
  private static final long GROWTH = 2;

  private final BatchSize size;
  private int slots;
  private long target = TARGET_NANOS;
  private int current = 1;
  /** So many items take about as long as their hand-over. */
  private int least = 1;

  Batcher(BatchSize size, int slots) {
    this.size = size;
    this.slots = slots;
  }

  /** So many batches run at a time from now on, and each aims at this time. */
  void aim(int places, long nanos) {
    slots = places;
    target = nanos;
    current = Math.clamp((long) current * nanos / TARGET_NANOS, 1, MAX);
  }

  /** The number of items to take now; {@code left} is negative if nobody knows how many are left. */
  int next(long left) {
    if (!size.measured()) {
      return size.items();
    }
    return left < 0 ? current : Math.clamp(Math.max(fairShare(left), least), 1, current);
  }

  private long fairShare(long left) {
    return Math.ceilDiv(left, (long) SHARES_PER_SLOT * slots);
  }

  /** The largest batch to expect next, for the size of the window. */
  int current() {
    return size.measured() ? current : size.items();
  }

  /**
   * Items of a batch have run for so long: all of it, or what is reported of it so far. The next step is taken from the size of
   * the batch, since its parts are cut by their time and not by what is good for a batch.
   */
  void measured(int batch, int items, long nanos) {
    long perItem = Math.max(1, nanos / items);
    long ideal = Math.clamp(target / perItem, 1, MAX);
    long growth = nanos < LEAST_NANOS ? QUICK_GROWTH : GROWTH;
    current = (int) Math.min(ideal, Math.max(growth * batch, current));
    least = Math.clamp(LEAST_NANOS / perItem, 1, current);
  }
}
