package dev.drover.spi;

import dev.drover.event.EventListener;
import dev.drover.task.PoolOptions;

/**
 * What a new backend gets from its pool.
 *
 * @param options of the pool
 * @param slots how many batches it may run at a time, 1 or more: settled by the pool's options and the budget
 * @param source where slots fetch work
 * @param events whom to tell what happens; never throws
 */
public record BackendContext(PoolOptions options, int slots, BatchSource source, EventListener events) {}
