package dev.drover.task;

import java.time.Duration;

/**
 * A limit that is so many times what items of the call usually take, as it was at one moment; see
 * {@link TaskOptions#timeoutFactor(double)}.
 *
 * @param factor how many times the median
 * @param median of the run times of the items of the call that had a value by then, of the last 255 of them
 */
public record MedianLimit(double factor, Duration median) {
  /** So many items must have a value before there is such a limit: a median of a few says nothing. */
  public static final int LEAST_ITEMS = 10;

  /**
   * The limit is never shorter: a collection of garbage or a busy machine can make any item of microseconds take a hundred
   * times as long, and stopping it may cost a worker.
   */
  public static final Duration LEAST = Duration.ofSeconds(1);

  /**
   * How long an item may run.
   *
   * @return the factor times the median, but no less than {@link #LEAST}
   */
  public Duration limit() {
    Duration limit = Duration.ofNanos((long) (factor * median.toNanos()));
    return limit.compareTo(LEAST) < 0 ? LEAST : limit;
  }

  @Override
  public String toString() {
    String times = "%s times the median of %s".formatted(Texts.number(factor), Texts.shortDuration(median));
    boolean least = limit().equals(LEAST);
    return least ? times + ", which counts as " + Texts.duration(LEAST) + " at least" : times;
  }
}
