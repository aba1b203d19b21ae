package dev.drover.spi;

import dev.drover.task.PoolOptions;
import java.util.List;

/** Workers that are started and belong to no pool, for backends that are opened later. Thread-safe. */
public interface Depot extends AutoCloseable {
  /**
   * Has the workers of a pool started, in the background, as far as there is room.
   *
   * @param options of the pool
   * @param workers how many it will have
   */
  void prepare(PoolOptions options, int workers);

  /**
   * Those that are ready.
   *
   * @return their processes, at this moment
   */
  List<Long> pids();

  /** Ends all that were kept for this one; what backends have taken stays theirs. Nothing is left afterwards. Idempotent. */
  @Override
  void close();
}
