package dev.drover.task;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the items of one call are treated. Immutable; every method returns a changed copy.
 *
 * <p>{@link #timeout(Duration)} is static, so that {@code TaskOptions.timeout(ofSeconds(30)).retries(Retry.times(2))} reads
 * well; on an existing object use {@link #withTimeout(Duration)}.
 *
 * @param timeout the longest time of one attempt of one item, measured where it runs; it is stopped then
 * @param stallTimeout the longest time without {@link Task#progress()}; the item is stopped then
 * @param timeoutFactor stops an item that runs longer than so many times the median of those that have a value
 * @param deadline the longest time of the whole call; what has not ended by then is cancelled
 * @param retries when a failed item is tried again
 * @param batch how many items go to a worker at a time
 * @param order in which order outcomes are handed out
 * @param halt when the call stops early
 * @param seed makes {@link Task#random()} give the same numbers on every backend and number of workers
 * @param priority a call of higher priority gets free workers first; 0 by default
 * @param progress who is told how far the call is
 * @param buffer how many inputs may be read ahead of the outcomes handed out; by default a few batches for each worker,
 *     of tiny items 65,536 at most
 * @param journal a file in which calls remember how long their items took, so that later ones start the longest first
 * @param speculation starts a second attempt of an item that runs longer than so many times the median, on a worker
 *     that has nothing else to do; whichever ends first counts
 */
public record TaskOptions(
    Optional<Duration> timeout,
    Optional<Duration> stallTimeout,
    OptionalDouble timeoutFactor,
    Optional<Duration> deadline,
    Retry retries,
    BatchSize batch,
    Order order,
    Halt halt,
    OptionalLong seed,
    int priority,
    Progress progress,
    OptionalInt buffer,
    Optional<Path> journal,
    OptionalDouble speculation) {
  private static final TaskOptions DEFAULTS = new TaskOptions(
      Optional.empty(),
      Optional.empty(),
      OptionalDouble.empty(),
      Optional.empty(),
      Retry.none(),
      BatchSize.auto(),
      Order.COMPLETION,
      Halt.never(),
      OptionalLong.empty(),
      0,
      Progress.none(),
      OptionalInt.empty(),
      Optional.empty(),
      OptionalDouble.empty());

  /** Checks the values. */
  public TaskOptions {
    timeout.ifPresent(t -> requirePositive("timeout", t));
    stallTimeout.ifPresent(t -> requirePositive("stallTimeout", t));
    deadline.ifPresent(t -> requirePositive("deadline", t));
    if (timeoutFactor.isPresent() && !(timeoutFactor.getAsDouble() > 1)) {
      throw new IllegalArgumentException(
          "timeoutFactor is %s; it must be above 1: 3 stops what takes three times the median"
              .formatted(timeoutFactor.getAsDouble()));
    }
    if (speculation.isPresent() && !(speculation.getAsDouble() > 1)) {
      throw new IllegalArgumentException(
          "speculation is %s; it must be above 1: 3 copies what takes three times the median"
              .formatted(speculation.getAsDouble()));
    }
    if (buffer.isPresent() && buffer.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "buffer is %d; it must be 1 or more: leave it out for a few batches per worker"
              .formatted(buffer.getAsInt()));
    }
  }

  /**
   * No limits, no retries, measured batches.
   *
   * @return the options that a pool has to begin with
   */
  public static TaskOptions defaults() {
    return DEFAULTS;
  }

  /**
   * The defaults with a timeout.
   *
   * @param limit the longest time of one attempt of one item
   * @return the options
   */
  public static TaskOptions timeout(Duration limit) {
    return DEFAULTS.withTimeout(limit);
  }

  /**
   * With a timeout.
   *
   * @param limit the longest time of one attempt of one item
   * @return a changed copy
   */
  public TaskOptions withTimeout(Duration limit) {
    return new TaskOptions(
        Optional.of(limit), stallTimeout, timeoutFactor, deadline, retries, batch, order, halt, seed, priority,
        progress, buffer,
        journal, speculation);
  }

  /**
   * With a stall timeout.
   *
   * @param limit the longest time without {@link Task#progress()}
   * @return a changed copy
   */
  public TaskOptions stallTimeout(Duration limit) {
    return new TaskOptions(
        timeout, Optional.of(limit), timeoutFactor, deadline, retries, batch, order, halt, seed, priority, progress,
        buffer, journal, speculation);
  }

  /**
   * With a timeout relative to the median: to stop stragglers where nobody knows how long an item should take. The median is
   * that of the run times of the last 255 items of the call that had a value. It counts once
   * {@value MedianLimit#LEAST_ITEMS} of them had one, so set a timeout besides if the first ones may hang. The limit is never
   * below one second, {@link MedianLimit#LEAST}. Of both timeouts the shorter one counts. Tasks that are submitted one by one
   * with the same options count as one call.
   *
   * @param timesMedian above 1
   * @return a changed copy
   */
  public TaskOptions timeoutFactor(double timesMedian) {
    return new TaskOptions(
        timeout, stallTimeout, OptionalDouble.of(timesMedian), deadline, retries, batch, order, halt, seed, priority,
        progress, buffer,
        journal, speculation);
  }

  /**
   * With a deadline for the whole call.
   *
   * @param limit the longest time from the call on
   * @return a changed copy
   */
  public TaskOptions deadline(Duration limit) {
    return new TaskOptions(
        timeout, stallTimeout, timeoutFactor, Optional.of(limit), retries, batch, order, halt, seed, priority,
        progress, buffer,
        journal, speculation);
  }

  /**
   * With retries.
   *
   * @param policy when a failed item is tried again
   * @return a changed copy
   */
  public TaskOptions retries(Retry policy) {
    return new TaskOptions(
        timeout, stallTimeout, timeoutFactor, deadline, policy, batch, order, halt, seed, priority, progress, buffer,
        journal, speculation);
  }

  /**
   * With batches of a fixed size.
   *
   * @param items how many, 1 or more
   * @return a changed copy
   */
  public TaskOptions batch(int items) {
    return batch(BatchSize.of(items));
  }

  /**
   * With batches of another size.
   *
   * @param size fixed or measured
   * @return a changed copy
   */
  public TaskOptions batch(BatchSize size) {
    return new TaskOptions(
        timeout, stallTimeout, timeoutFactor, deadline, retries, size, order, halt, seed, priority, progress, buffer,
        journal, speculation);
  }

  /**
   * With outcomes in another order.
   *
   * @param handedOut which
   * @return a changed copy
   */
  public TaskOptions order(Order handedOut) {
    return new TaskOptions(
        timeout, stallTimeout, timeoutFactor, deadline, retries, batch, handedOut, halt, seed, priority, progress,
        buffer, journal, speculation);
  }

  /**
   * With an early stop.
   *
   * @param policy when
   * @return a changed copy
   */
  public TaskOptions halt(Halt policy) {
    return new TaskOptions(
        timeout, stallTimeout, timeoutFactor, deadline, retries, batch, order, policy, seed, priority, progress,
        buffer, journal, speculation);
  }

  /**
   * With reproducible random numbers.
   *
   * @param value the seed
   * @return a changed copy
   */
  public TaskOptions seed(long value) {
    return new TaskOptions(
        timeout, stallTimeout, timeoutFactor, deadline, retries, batch, order, halt, OptionalLong.of(value), priority,
        progress, buffer,
        journal, speculation);
  }

  /**
   * With another priority.
   *
   * @param value higher goes first; 0 is the default
   * @return a changed copy
   */
  public TaskOptions priority(int value) {
    return new TaskOptions(
        timeout, stallTimeout, timeoutFactor, deadline, retries, batch, order, halt, seed, value, progress, buffer,
        journal, speculation);
  }

  /**
   * With somebody who is told how far the call is.
   *
   * @param listener called from a thread of the pool
   * @return a changed copy
   */
  public TaskOptions progress(Progress listener) {
    return new TaskOptions(
        timeout, stallTimeout, timeoutFactor, deadline, retries, batch, order, halt, seed, priority, listener, buffer,
        journal, speculation);
  }

  /**
   * With another bound on how far inputs are read ahead.
   *
   * @param items 1 or more
   * @return a changed copy
   */
  public TaskOptions buffer(int items) {
    return new TaskOptions(
        timeout, stallTimeout, timeoutFactor, deadline, retries, batch, order, halt, seed, priority, progress,
        OptionalInt.of(items), journal, speculation);
  }

  /**
   * With a journal: a file in which the call remembers how long its items took. A later call with the same file starts
   * those first that took longest, so that none of them is left over when all others are done, and places those that it
   * does not know by the median; results come in the order that they had anyway. With {@link #timeoutFactor(double)}
   * the median of the call before counts until there is one of this call.
   *
   * <p>Use one file for each function: items are known by their class and {@code toString()}, files by their path. A
   * class without a {@code toString} of its own, and what takes less than a millisecond, is not remembered. Inputs
   * behind an iterator are read up to 4,096 ahead of those that run, or as far as {@link #buffer(int)} says; {@code
   * stream}, and {@code outcomes} in the order of the inputs, look no further than the buffer. Where the calling thread
   * runs the items, their order stays.
   *
   * <p>The file stays below some four megabytes, may be used by several processes at a time, and may be cut off or
   * deleted at any time. If it can't be read or written the log says so and the call goes on. A file that is something
   * else is refused when the call begins. Tasks that are submitted one by one take no notice of it.
   *
   * @param file need not exist
   * @return a changed copy
   */
  public TaskOptions journal(Path file) {
    return new TaskOptions(
        timeout, stallTimeout, timeoutFactor, deadline, retries, batch, order, halt, seed, priority, progress, buffer,
        Optional.of(file), speculation);
  }

  /**
   * With speculation: when no item waits and a worker has nothing to do, an item that has been running for so many
   * times the median is started a second time there. The first attempt that gives a result counts, a value or an
   * exception, and the other is stopped: interrupted, and in a worker process killed if it doesn't react. There is one
   * outcome. An attempt that is too late, timed out or lost its worker leaves the item to the other one.
   *
   * <p><b>Both attempts may run at the same time, each to its end.</b> Use it only for functions that may run twice
   * without harm, such as those that only compute or read; writing a file is none of them, unless the file appears
   * whole, by rename.
   *
   * <p>The median is that of {@link #timeoutFactor(double)}: of items of the call that had a value, from the tenth on,
   * or of the call before with a {@link #journal(Path)}. No item is copied before it has run for 100 ms, nor more than
   * once, and none that has killed a worker. The copy is one more attempt, as {@link Task#attempt()} tells, but no
   * retry: it is not counted by {@link Retry}. Where only the calling thread runs items nothing is copied, nor are
   * tasks that are submitted one by one.
   *
   * @param timesMedian above 1
   * @return a changed copy
   */
  public TaskOptions speculation(double timesMedian) {
    return new TaskOptions(
        timeout, stallTimeout, timeoutFactor, deadline, retries, batch, order, halt, seed, priority, progress, buffer,
        journal, OptionalDouble.of(timesMedian));
  }

  /**
   * Whether these options can only be kept by a worker process, since they may have to stop code that does not want to.
   *
   * @return true if there is any timeout of an item
   */
  public boolean needIsolation() {
    return timeout.isPresent() || stallTimeout.isPresent() || timeoutFactor.isPresent();
  }

  private static void requirePositive(String name, Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(
          "%s is %s; it must be above zero: leave it out for no limit".formatted(name, limit));
    }
  }
}
