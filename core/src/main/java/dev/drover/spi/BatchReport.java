package dev.drover.spi;

import dev.drover.task.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Where a backend reports what became of the items of one batch: each item exactly once, by {@link #ok}, {@link #failed} or
 * {@link #returned}, then {@link #close()} once. Not thread-safe: one thread at a time.
 *
 * <p>Values may be kept back for a moment to save hand-over; {@link #flush()} and {@link #close()} publish them.
 */
public interface BatchReport extends AutoCloseable {
  /**
   * Whether nobody waits for the item any more; it need not be started then, and is reported as returned.
   *
   * @param offset its place in the batch
   * @return true if it was cancelled
   */
  boolean cancelled(int offset);

  /**
   * The item starts to run; called before it does where the backend knows. From then on it can only be cancelled by
   * stopping it. A backend may ask under a lock of its own: the answer takes no lock and calls nothing back.
   *
   * @param offset its place in the batch
   * @return false if it was cancelled in the meantime, or others are to run it: it must not start, and is reported as
   *     returned
   */
  boolean started(int offset);

  /**
   * Neighbouring items have run: as {@link #started(int)} for each, at less cost.
   *
   * @param first the place of the first in the batch
   * @param end the place of the one after the last
   * @return false if each has to be asked for by itself
   */
  default boolean started(int first, int end) {
    return false;
  }

  /**
   * The item has a value.
   *
   * @param offset its place in the batch
   * @param value the result, may be null
   * @param nanos how long it ran
   */
  void ok(int offset, @Nullable Object value, long nanos);

  /**
   * Neighbouring items have values: as {@link #ok(int, Object, long)} for each, at less cost.
   *
   * @param first the place of the first in the batch
   * @param values the results, which may be null; not changed any more
   * @param nanos how long each ran
   */
  default void ok(int first, @Nullable Object[] values, long[] nanos) {
    for (int i = 0; i < values.length; i++) {
      ok(first + i, values[i], nanos[i]);
    }
  }

  /**
   * Neighbouring items have values, and it is not known how long each of them ran: the mean is told.
   *
   * @param first the place of the first in the batch
   * @param values the results, which may be null; not changed any more
   * @param nanos how long they ran, all together
   */
  default void oks(int first, @Nullable Object[] values, long nanos) {
    for (int i = 0; i < values.length; i++) {
      ok(first + i, values[i], nanos / values.length);
    }
  }

  /**
   * The item's attempt failed. The engine decides whether it is tried again.
   *
   * @param offset its place in the batch
   * @param failure why
   */
  void failed(int offset, Failure failure);

  /**
   * The item never ran, for no fault of its own. The engine hands it out again.
   *
   * @param offset its place in the batch
   */
  void returned(int offset);

  /**
   * Whether the engine would like to know how long this batch waits for something else than a core; asked before its
   * first item.
   *
   * @return true if finding out may cost some ten microseconds
   */
  default boolean asksForWaits() {
    return false;
  }

  /**
   * How long the thread that ran the batch waited for something else than a core; told before {@link #close()}, if it was
   * asked for and is known.
   *
   * @param nanos of which it waited; only the sum over many batches is exact, and one figure may be below zero
   * @param ofNanos that the batch took in all
   */
  default void waited(long nanos, long ofNanos) {
    // most engines take no interest
  }

  /** Publishes what was reported so far. */
  void flush();

  /** The batch is over: publishes everything and gives back whatever was not reported. */
  @Override
  void close();
}
