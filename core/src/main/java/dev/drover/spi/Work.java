package dev.drover.spi;

import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Fn;
import dev.drover.task.MedianLimit;
import dev.drover.task.TaskOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One call of a pool as a backend sees it: a function and how its items are treated. The same object for all its batches,
 * so a backend may key what it prepares (an encoded function, say) by {@link #id()} until {@link Backend#ended}.
 *
 * @param id unique in the process
 * @param function what to run on each input
 * @param options how
 * @param median the present median of the run times of its items; empty while too few have ended, or nobody asks for it
 * @param exactTimes whether somebody asks how long each item ran; if not, of items so short that to look at the clock takes as long
 *     as they do a mean over neighbours may be told
 */
public record Work(
    long id, Fn<Object, Object> function, TaskOptions options, Supplier<Optional<Duration>> median, boolean exactTimes) {
  /**
   * With exact times.
   *
   * @param id unique in the process
   * @param function what to run on each input
   * @param options how
   * @param median the present median of the run times of its items
   */
  public Work(long id, Fn<Object, Object> function, TaskOptions options, Supplier<Optional<Duration>> median) {
    this(id, function, options, median, true);
  }

  /**
   * Without a median.
   *
   * @param id unique in the process
   * @param function what to run on each input
   * @param options how
   */
  public Work(long id, Fn<Object, Object> function, TaskOptions options) {
    this(id, function, options, Optional::empty);
  }

  /**
   * Whether its items have, or may get, a limit to their run time.
   *
   * @return true if there is a timeout or a timeout factor
   */
  public boolean isTimed() {
    return options.timeout().isPresent() || options.timeoutFactor().isPresent();
  }

  /**
   * The limit to the run time of an item at this moment, as the verdict on an item that has passed it. The shorter one, if it
   * has both a timeout and a limit relative to the median.
   *
   * @return a verdict without evidence; empty if there is no limit
   */
  public Optional<Failure.TimedOut> limit() {
    Optional<Failure.TimedOut> fixed = options.timeout().map(t -> new Failure.TimedOut(t, Evidence.none()));
    Optional<Failure.TimedOut> relative = relativeLimit();
    boolean shorter = fixed.isEmpty()
        || relative.filter(r -> r.limit().compareTo(fixed.get().limit()) < 0).isPresent();
    return shorter ? relative : fixed;
  }

  private Optional<Failure.TimedOut> relativeLimit() {
    if (options.timeoutFactor().isEmpty()) {
      return Optional.empty();
    }
    return median.get()
        .map(m -> new MedianLimit(options.timeoutFactor().getAsDouble(), m))
        .map(r -> new Failure.TimedOut(r.limit(), Optional.of(r), Evidence.none()));
  }
}
