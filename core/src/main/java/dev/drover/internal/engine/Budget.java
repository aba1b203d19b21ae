package dev.drover.internal.engine;

import dev.drover.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * The slots of all pools of this process together.
 *
 * <p>A pool opened at the top gets what it asks for. One opened inside a task gets what is free of the cores, and one slot at
 * least: nested pools must not multiply. Inside a worker process everything counts as nested, and the cores are the worker's
 * slice.
 */
final class Budget {
  /** Set in the environment of worker processes: how many pools deep they are. */
  private static final String DEPTH = "DROVER_DEPTH";

  private static final Budget PROCESS = new Budget(
      Runtime.getRuntime().availableProcessors(), depth(System.getenv(DEPTH)) > 0);

  private final int permits;
  private final boolean worker;
  private int leased;

  Budget(int permits, boolean worker) {
    this.permits = permits;
    this.worker = worker;
  }

  static Budget process() {
    return PROCESS;
  }

  private static int depth(@Nullable String text) {
    return text == null || !text.matches("\\d{1,4}") ? 0 : Integer.parseInt(text);
  }

  int permits() {
    return permits;
  }

  synchronized int leased() {
    return leased;
  }

  /** Slots for a pool that wants so many. */
  synchronized int lease(int wanted) {
    boolean nested = worker || Task.current().isPresent();
    int granted = nested ? Math.clamp(permits - leased, 1, wanted) : wanted;
    leased += granted;
    return granted;
  }

  synchronized void giveBack(int granted) {
    leased -= granted;
  }
}
