/**
 * Scheduling, once for all backends: lazy input, measured batches, order, windows, retries, deadlines.
 *
 * <p>Entry: {@link dev.drover.internal.engine.Engine}. Runs in the caller's process only. Reading order: {@code Run} (the
 * life of a call), {@code Dispatcher} (who gets which batch), {@code Report} (what comes back), then the pure parts:
 * {@code Batcher}, {@code Retrier}, {@code Requeue}, {@code OrderKeeper}.
 */
@NullMarked
package dev.drover.internal.engine;

import org.jspecify.annotations.NullMarked;
