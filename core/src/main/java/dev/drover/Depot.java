package dev.drover;

import dev.drover.internal.engine.Engine;
import dev.drover.task.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Worker processes that are started ahead, for the pools and children that this program opens later: their first item waits
 * for no JVM. For programs that open one pool after the other, or many a {@link ChildProcess}.
 *
 * <pre>{@code
 * try (Depot depot = Depot.open(2)) {
 *   for (Order order : orders) {
 *     try (Pool pool = Pool.processes(2)) {   // from the second one on, with workers that are there already
 *       ...
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>A worker in the depot has run nothing of anybody's, and goes to one pool or child only. It suits those that would start theirs
 * alike: with the same heap, number of workers (each gets its part of the cores), {@code jvmArgs} and class path. Whenever a
 * pool takes one, or would have and found none, another like it is started in the background, one at a time, while a core is
 * free or no pool of processes is at work. Where pools need different ones, those needed longest ago make room.
 *
 * <p>Each takes some 45 MB of memory until it is taken. They give way to pools that need the memory, end when nobody has
 * needed them for a minute, and die with the program. Without a depot nothing is started ahead. Several depots add up.
 * Thread-safe.
 */
public final class Depot implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final dev.drover.spi.Depot depot;

  private Depot(dev.drover.spi.Depot depot) {
    this.depot = depot;
  }

  /**
   * Opens one. Starts nothing yet.
   *
   * @param most how many workers it keeps ready at a time, 1 or more
   * @return to be closed
   */
  public static Depot open(int most) {
    return open(most, PATIENCE);
  }

  /**
   * Opens one. Starts nothing yet.
   *
   * @param most how many workers it keeps ready at a time, 1 or more
   * @param idleTimeout how long one waits to be needed before it ends, above 0
   * @return to be closed
   */
  public static Depot open(int most, Duration idleTimeout) {
    if (most < 1) {
      throw new IllegalArgumentException("a depot of %d; it must be 1 or more: open none to keep none".formatted(most));
    }
    if (!idleTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "idleTimeout is %s; it must be above 0: leave it out for a minute".formatted(idleTimeout));
    }
    return new Depot(Engine.keepReady("processes", most, idleTimeout));
  }

  /**
   * Has the workers of a pool started now, in the background, so that the first such pool need not wait either. For a
   * {@link ChildProcess} those of a pool with one worker.
   *
   * @param options as the pool will have them: {@code o -> o.workers(2)}
   */
  public void prepare(UnaryOperator<PoolOptions> options) {
    PoolOptions all = options.apply(PoolOptions.defaultOptions());
    depot.prepare(all, all.workers().orElse(Engine.permits()));
  }

  /**
   * The processes that wait to be needed.
   *
   * @return their numbers at this moment, of all depots of this program
   */
  public List<Long> workerPids() {
    return depot.pids();
  }

  /** Ends all workers that wait. Those that were taken belong to their pools. Nothing of the depot is left. Idempotent. */
  @Override
  public void close() {
    depot.close();
  }
}
