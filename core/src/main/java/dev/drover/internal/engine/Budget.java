package dev.drover.internal.engine;

import dev.drover.internal.host.Nesting;
import dev.drover.task.Task;

/**
 * The slots of all pools of this process together.
 *
 * <p>A pool opened at the top gets what it asks for. One opened inside a task gets what is free of the cores, and one slot at
 * least: nested pools must not multiply. Inside a worker process everything counts as nested, and the cores are the worker's
 * slice.
 */
final class Budget {
  private static final Budget PROCESS = new Budget(
      Runtime.getRuntime().availableProcessors(), Nesting.ofThisProcess().isWorker());

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

  int permits() {
    return permits;
  }

  synchronized int leased() {
    return leased;
  }

  /** Whether a pool that is opened here is inside a task. */
  boolean nests() {
    return worker || Task.current().isPresent();
  }

  /** Slots for a pool that wants so many. */
  synchronized int lease(int wanted) {
    int granted = nests() ? Math.clamp(permits - leased, 1, wanted) : wanted;
    leased += granted;
    return granted;
  }

  synchronized void giveBack(int granted) {
    leased -= granted;
  }
}
