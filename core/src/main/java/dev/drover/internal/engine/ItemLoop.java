package dev.drover.internal.engine;

import dev.drover.task.Fn;
import java.util.List;

/** Runs items one straight after another, and does nothing else: what a plain loop would do. */
interface ItemLoop {
  /** The mould of the loops that cheap functions have for themselves. */
  ItemLoop SHARED = new PlainLoop();

  /** Runs the items from one up to another, until one throws. */
  void run(List<?> inputs, Fn<Object, Object> function, Filled filled, int from, int end) throws Exception;
}
