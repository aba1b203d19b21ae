package dev.drover.spi;

import dev.drover.task.Fn;
import dev.drover.task.TaskOptions;
import java.util.OptionalLong;

/**
 * One call of a pool as a backend sees it: a function and how its items are treated. The same object for all its batches,
 * so a backend may key what it prepares (an encoded function, say) by {@link #id()} until {@link Backend#ended}.
 *
 * @param id unique in the process
 * @param function what to run on each input
 * @param options how
 */
public record Work(long id, Fn<Object, Object> function, TaskOptions options) {
  /**
   * The timeout of an item.
   *
   * @return in nanoseconds; empty for none
   */
  public OptionalLong timeoutNanos() {
    return options.timeout().isPresent()
        ? OptionalLong.of(options.timeout().get().toNanos())
        : OptionalLong.empty();
  }
}
