package dev.drover.internal.backend.local;

import dev.drover.spi.Work;
import org.jspecify.annotations.Nullable;

/** How the function of a call meets an item: directly, or by way of the encoding. Thread-safe. */
interface Invocation {
  /** The function as it is. */
  Invocation DIRECT = (work, input) -> work.function().apply(input);

  @Nullable Object apply(Work work, Object input) throws Exception;

  /** The call has ended. */
  default void ended(Work work) {
    // nothing was kept for it
  }
}
