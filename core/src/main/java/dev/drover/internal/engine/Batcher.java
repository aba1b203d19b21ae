package dev.drover.internal.engine;

import dev.drover.spi.Backend;
import dev.drover.task.BatchSize;

/**
 * How many items the next batch takes: pure arithmetic over measurements.
 *
 * <p>The aim is a batch that runs for {@link #TARGET_NANOS}: long against the hand-over (a few microseconds to a thread, some
 * fifty to a process), short against what people notice. It begins with 1 and grows step by step, four times while batches are
 * over in no time and twice from then on, so that a first guess that is wrong costs little; a slow batch brings it down at
 * once. Where a hand-over costs more the first steps are larger by as much. Where the number of inputs is known, a batch is never
 * more than a fair share: {@code ceil(n / (4 x slots))} of what is left, the rule that users of Python's pools know, applied to
 * the rest so that batches shrink towards the end and all workers finish together; but not further than to what takes as long as
 * handing it over.
 *
 * <p>What earlier calls of the function told is a better beginning than 1 ({@link #expect}). It is believed until the first report
 * of this call, and for no more than a batch for each slot: what it costs if it was wrong is bounded by that.
 *
 * <p>Guarded by the dispatcher's lock.
 */
final class Batcher {
  static final long TARGET_NANOS = 4_000_000;
  static final long LEAST_NANOS = Backend.LEAST_WORTH_NANOS;
  /** As long as nothing has been measured but by earlier calls: batches for all slots are to be handed out before any comes back. */
  static final long FIRST_NANOS = 500_000;
  private static final int MAX = 1 << 14;
  private static final int SHARES_PER_SLOT = 4;
  private static final long QUICK_GROWTH = 4;
  private static final long GROWTH = 2;

  private final BatchSize size;
  private final long worth;
  private int slots;
  private long target = TARGET_NANOS;
  private int current = 1;
  /** So many items take about as long as their hand-over. */
  private int least = 1;
  private long items;
  private long nanos;

  /** For so many slots, where a batch has to run for so long to be worth its hand-over. */
  Batcher(BatchSize size, int slots, long worth) {
    this.size = size;
    this.slots = slots;
    this.worth = Math.max(LEAST_NANOS, worth);
  }

  /** So many batches run at a time from now on, and each aims at this time. */
  void aim(int places, long nanos) {
    slots = places;
    target = nanos;
    current = Math.clamp((long) current * nanos / TARGET_NANOS, 1, MAX);
  }

  /** Nothing has run yet, of so many inputs, and an item took so long before. */
  void expect(double nanosPerItem, long left) {
    long perItem = Math.max(1, (long) nanosPerItem);
    current = Math.clamp(target / perItem, 1, MAX);
    least = Math.clamp(Math.min(FIRST_NANOS / perItem, Math.ceilDiv(left, (long) slots)), 1, current);
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
  void measured(int batch, int count, long ran) {
    items += count;
    nanos += ran;
    long perItem = Math.max(1, ran / count);
    long ideal = Math.clamp(target / perItem, 1, MAX);
    long growth = ran < LEAST_NANOS ? QUICK_GROWTH * worth / LEAST_NANOS : GROWTH;
    current = (int) Math.min(ideal, Math.max(growth * batch, current));
    least = Math.clamp(worth / perItem, 1, current);
  }

  /** What was measured goes into what later calls begin with. */
  void tell(Pace pace) {
    pace.learn(items, nanos);
  }
}
