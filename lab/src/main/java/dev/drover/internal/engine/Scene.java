package dev.drover.internal.engine;

import dev.drover.task.TaskOptions;
import java.util.function.LongUnaryOperator;

/**
 * What a {@link Simulation} plays.
 *
 * @param workers how many there are
 * @param items how many inputs the one call has
 * @param lengths the nanoseconds that the item of an index takes
 * @param handOverNanos what passes from the moment at which a batch is handed out to the start of its first item
 * @param restartNanos how long it takes to replace a worker that died
 * @param fates what becomes of the attempts of an item
 * @param options of the call
 */
public record Scene(
    int workers,
    int items,
    LongUnaryOperator lengths,
    long handOverNanos,
    long restartNanos,
    Fates fates,
    TaskOptions options) {
  /** How an attempt ends. */
  public enum Fate {
    /** With a value. */
    ENDS_WELL,
    /** With an exception. */
    THROWS,
    /** With the death of its worker. */
    KILLS_ITS_WORKER
  }

  /** Tells how attempts end. */
  @FunctionalInterface
  public interface Fates {
    /**
     * The fate of one attempt.
     *
     * @param index the item
     * @param attempt from 1
     * @return always the same for the same arguments
     */
    Fate of(long index, int attempt);
  }

  /**
   * A scene in which nothing fails.
   *
   * @param workers how many there are
   * @param items how many inputs
   * @param lengths the nanoseconds that each takes
   * @return with a hand-over of 50 microseconds and the usual options
   */
  public static Scene of(int workers, int items, LongUnaryOperator lengths) {
    return new Scene(
        workers, items, lengths, 50_000, 300_000_000, (_, _) -> Fate.ENDS_WELL, TaskOptions.defaults());
  }

  /**
   * The same with other fates.
   *
   * @param other how attempts end
   * @param with options of the call
   * @return a copy
   */
  public Scene with(Fates other, TaskOptions with) {
    return new Scene(workers, items, lengths, handOverNanos, restartNanos, other, with);
  }

  long nanosOf(long index) {
    return lengths.applyAsLong(index);
  }

  Fate fateOf(long index, int attempt) {
    return fates.of(index, attempt);
  }

  /**
   * No schedule of anybody's is shorter: the work divided evenly, or the longest item, each once and with nothing lost
   * between.
   */
  long lowerBoundNanos() {
    long sum = 0;
    long longest = 0;
    for (int i = 0; i < items; i++) {
      long nanos = nanosOf(i);
      sum += nanos;
      longest = Math.max(longest, nanos);
    }
    return Math.max(Math.ceilDiv(sum, workers), longest);
  }
}
