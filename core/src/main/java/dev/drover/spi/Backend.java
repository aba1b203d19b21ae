package dev.drover.spi;

import dev.drover.task.WorkerLocal;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Something that runs batches: threads, processes, machines.
 *
 * <p>It has <em>slots</em>, each of which fetches batches from the {@link BatchSource} of its pool, runs their items one
 * after the other and reports on each. It knows nothing of retries, order or windows. Timeouts are its business, since they
 * are measured where an item runs. Thread-safe.
 */
public interface Backend extends AutoCloseable {
  /** A batch that runs for a tenth of a millisecond is worth its hand-over to a thread. */
  long LEAST_WORTH_NANOS = 100_000;

  /**
   * What it is called: {@code threads}, {@code processes}.
   *
   * @return the name of its provider
   */
  String name();

  /**
   * How many batches it can run at a time in slots of its own.
   *
   * @return 1 or more, or 0 if only callers run items
   */
  int slots();

  /**
   * Whether a thread that waits for results may run items itself, by {@link #runOne}.
   *
   * @return true for the backends within the caller's process
   */
  default boolean callerRuns() {
    return false;
  }

  /**
   * Runs a batch in the calling thread; only if {@link #callerRuns()}.
   *
   * @param assignment the batch
   */
  default void runOne(Assignment assignment) {
    throw new UnsupportedOperationException(name() + " runs batches in slots of its own");
  }

  /**
   * What lends a caller that runs items by itself, without a batch, the values of a worker; only if {@link #callerRuns()}.
   *
   * @return the same each time
   */
  default WorkerLocal.Values.Lender lender() {
    throw new UnsupportedOperationException(name() + " runs items in slots of its own");
  }

  /**
   * How long a batch has to run to be worth its hand-over: in shorter ones, as they come at the beginning and at the end of a call,
   * that would be most of the work.
   *
   * @return nanoseconds, {@link #LEAST_WORTH_NANOS} or more; that is the default, for threads
   */
  default long worthNanos() {
    return LEAST_WORTH_NANOS;
  }

  /**
   * So many batches wait: starts slots if there are too few idle ones, up to {@link #slots()}. Called under the engine's lock, so
   * that no batch is handed over meanwhile: returns at once and calls nothing back.
   *
   * @param waiting 1 or more
   */
  void demand(int waiting);

  /**
   * Wakes slots that rest although they may have a batch. Called after {@link #demand}, without the engine's lock: whoever wakes takes
   * it, and would have to sleep once more.
   */
  default void wake() {
    // slots that wait at the source are woken there
  }

  /**
   * Stops items of a call that run or have been handed over: interrupts them, and if the backend can, kills what does not
   * react. They are reported as {@link dev.drover.task.Failure.Cancelled}, or as returned if they had not started. Returns
   * at once.
   *
   * @param work the call
   * @param which indexes of items
   * @param reason for the failure
   */
  void stop(Work work, LongPredicate which, String reason);

  /**
   * Interrupts items of a call that run, and leaves it to them what they make of it. Returns at once.
   *
   * @param work the call
   * @param which indexes of items
   */
  default void interrupt(Work work, LongPredicate which) {
    // a request that a backend need not keep
  }

  /**
   * Gives back items of a call that have been handed over but have not started; those that run go on. Returns at once.
   *
   * @param work the call
   */
  default void recall(Work work) {
    // a backend that asks its reports before each item has nothing to take back
  }

  /**
   * The call has ended: whatever was prepared for it can be dropped.
   *
   * @param work the call
   */
  void ended(Work work);

  /**
   * What runs at this moment, for progress displays.
   *
   * @return a snapshot, oldest first
   */
  List<Running> running();

  /**
   * Figures for {@code Pool.stats()}.
   *
   * @return a snapshot
   */
  BackendStats stats();

  /**
   * Ends what is left: slots whose source has ended are awaited; what is still running is stopped first if {@link #stop} was
   * asked for. Nothing that the backend started is left afterwards. Idempotent.
   */
  @Override
  void close();

  /**
   * An item that runs.
   *
   * @param work the call
   * @param index the item
   * @param slot where, from 1
   * @param sinceNanos its start on the scale of {@link System#nanoTime()}
   */
  record Running(Work work, long index, int slot, long sinceNanos) {}
}
