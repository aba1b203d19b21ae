package dev.drover.internal.engine;

import dev.drover.task.Fn;
import java.util.List;

/** Runs items one straight after another, and does nothing else: what a plain loop would do. */
interface ItemLoop {
  /** For functions that have no loop of their own. */
  ItemLoop SHARED = new PlainLoop();

  /** Runs the items from {@link Lead#next} on until that one, or until one throws, or the lead is stopped. */
  void run(Lead lead, List<?> inputs, Fn<Object, Object> function, int end) throws Exception;
}
