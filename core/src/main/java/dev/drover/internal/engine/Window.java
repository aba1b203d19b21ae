package dev.drover.internal.engine;

import dev.drover.task.Order;
import dev.drover.task.TaskOptions;

/** How many inputs may be pulled ahead of the outcomes handed out, unless the user has said so: pure arithmetic. */
final class Window {
  private static final int LEAST = 64;
  /**
   * Of tiny items, whose batches are large: all of them may be held as outcomes at some moment, of a hundred bytes each. More of them
   * ahead were no quicker on two workers, and this many run for some milliseconds.
   */
  private static final int MOST = 1 << 16;
  private static final int BATCHES_PER_SLOT = 4;
  /** In the order of the inputs one slow item holds back what is behind it: room for the others to go on meanwhile. */
  private static final int ORDERED_FACTOR = 4;

  private Window() {}

  /** For so many batches at a time, each of so many items. */
  static long of(TaskOptions options, int places, int batch) {
    if (options.buffer().isPresent()) {
      return options.buffer().getAsInt();
    }
    int factor = options.order() == Order.INPUT ? BATCHES_PER_SLOT * ORDERED_FACTOR : BATCHES_PER_SLOT;
    return Math.clamp((long) factor * places * batch, LEAST, most(options, places));
  }

  /** What keeps all places busy stays: an item at a time on many threads, or batches as large as the user wants them. */
  private static long most(TaskOptions options, int places) {
    int batch = options.batch().measured() ? 1 : options.batch().items();
    return Math.max(MOST, (long) BATCHES_PER_SLOT * places * batch);
  }
}
