package dev.drover.spi;

import dev.drover.event.EventListener;
import dev.drover.task.PoolOptions;

/**
 * What a new backend gets from its pool.
 *
 * @param options of the pool
 * @param slots how many batches it may run at a time, 1 or more: settled by the pool's options and the budget
 * @param most how many batches it may run at a time as long as their items mostly wait, {@code slots} or more; the
 *     engine asks for so many only where it has measured that, and a backend that can't tell the difference does with
 *     {@code slots}
 * @param source where slots fetch work
 * @param events whom to tell what happens; never throws
 */
public record BackendContext(PoolOptions options, int slots, int most, BatchSource source, EventListener events) {
  /**
   * For a pool that runs no more batches at a time than it has slots.
   *
   * @param options of the pool
   * @param slots how many batches it may run at a time, 1 or more
   * @param source where slots fetch work
   * @param events whom to tell what happens
   */
  public BackendContext(PoolOptions options, int slots, BatchSource source, EventListener events) {
    this(options, slots, slots, source, events);
  }
}
