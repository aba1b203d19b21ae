package dev.drover.task;

import java.io.Serializable;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * When a failed item is tried again. Immutable; safe to share.
 *
 * <p>Three things are counted apart, so that a worker's death never uses up what was meant for an exception:
 *
 * <ul>
 *   <li>{@link #times()}: exceptions and timeouts of the task itself, if {@link #on()} agrees; 0 by default.
 *   <li>{@link #crashes()}: the worker died (crash, exit) or was frozen by a signal while it ran the item; 2 by
 *       default, since the item may be innocent. The item runs alone from then on. A kill from outside, of which it
 *       most likely is innocent, is counted apart, and {@link #kills()} are allowed.
 *   <li>{@link #memory()}: the item ran out of memory; 1 by default. On processes it is tried alone on a fresh worker, with
 *       twice the heap if that is what it lacked, as far as the machine has it.
 * </ul>
 *
 * @param times how often an item whose task threw or timed out is tried again, 0 or more
 * @param crashes how often an item that was running when its worker died is tried again, 0 or more
 * @param memory how often an item that ran out of memory is tried again, 0 or more
 * @param delay the pause before the first retry
 * @param factor what the pause is multiplied with from one retry to the next, 1 or more
 * @param maxDelay the longest pause
 * @param on which failures of the task are tried again; it runs in the caller's process
 */
public record Retry(
    int times, int crashes, int memory, Duration delay, double factor, Duration maxDelay, Predicate<Failure> on) {
  private static final int CRASHES = 2;
  private static final int MEMORY = 1;
  /** Somebody who kills workers all the time hits the same item again and again: a fresh worker is slow at its first one. */
  private static final int EXTRA_KILLS = 50;
  private static final Duration MAX_DELAY = Duration.ofMinutes(1);

  /** Checks the numbers. */
  public Retry {
    requireNotNegative("times", times);
    requireNotNegative("crashes", crashes);
    requireNotNegative("memory", memory);
    if (delay.isNegative() || maxDelay.isNegative()) {
      throw new IllegalArgumentException(
          "retry delay is %s and its maximum %s; neither may be negative".formatted(delay, maxDelay));
    }
    if (!(factor >= 1)) {
      throw new IllegalArgumentException(
          "retry factor is %s; it must be 1 or more: use 1 for a constant pause".formatted(factor));
    }
  }

  /**
   * No retry of what the task itself did; a lost worker's item is still tried again.
   *
   * @return the policy
   */
  public static Retry none() {
    return times(0);
  }

  /**
   * Tries a failing task again at once, so often.
   *
   * @param times how often, 0 or more: 2 means at most three attempts
   * @return the policy
   */
  public static Retry times(int times) {
    return new Retry(times, CRASHES, MEMORY, Duration.ZERO, 2, MAX_DELAY, Always.INSTANCE);
  }

  /**
   * With a pause that doubles from retry to retry, up to a minute.
   *
   * @param first the pause before the first retry
   * @return the policy
   */
  public Retry backoff(Duration first) {
    return new Retry(times, crashes, memory, first, factor, maxDelay, on);
  }

  /**
   * With a pause that grows from retry to retry.
   *
   * @param first the pause before the first retry
   * @param growth what it is multiplied with each time, 1 or more
   * @param longest the longest pause
   * @return the policy
   */
  public Retry backoff(Duration first, double growth, Duration longest) {
    return new Retry(times, crashes, memory, first, growth, longest, on);
  }

  /**
   * Only for failures that the predicate accepts. Deaths of workers and lack of memory are not asked about.
   *
   * @param which runs in the caller's process
   * @return the policy
   */
  public Retry on(Predicate<Failure> which) {
    return new Retry(times, crashes, memory, delay, factor, maxDelay, which);
  }

  /**
   * With another number of retries after the death of a worker.
   *
   * @param count 0 or more
   * @return the policy
   */
  public Retry crashes(int count) {
    return new Retry(times, count, memory, delay, factor, maxDelay, on);
  }

  /**
   * With another number of retries after lack of memory.
   *
   * @param count 0 or more
   * @return the policy
   */
  public Retry memory(int count) {
    return new Retry(times, crashes, count, delay, factor, maxDelay, on);
  }

  /**
   * How often an item is tried again after its worker was killed from outside.
   *
   * @return many more than {@link #crashes()}, or 0 if that is 0
   */
  public int kills() {
    return crashes == 0 ? 0 : crashes + EXTRA_KILLS;
  }

  /**
   * The pause before a retry.
   *
   * @param retry which one, 1 for the first
   * @return the pause, never longer than {@link #maxDelay()}
   */
  public Duration pauseBefore(int retry) {
    double nanos = delay.toNanos() * Math.pow(factor, retry - 1.0);
    return nanos >= maxDelay.toNanos() ? maxDelay : Duration.ofNanos((long) nanos);
  }

  private static void requireNotNegative(String name, int count) {
    if (count < 0) {
      throw new IllegalArgumentException("retry %s is %d; it must be 0 or more".formatted(name, count));
    }
  }

  /** An enum and no lambda, so that equal policies are equal. */
  private enum Always implements Predicate<Failure>, Serializable {
    INSTANCE;

    @Override
    public boolean test(Failure failure) {
      return true;
    }
  }
}
