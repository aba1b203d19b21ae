package dev.drover.internal.backend.process;

/**
 * What all pools of this process have planned for their workers' heaps: the next pool shares what is left, and not the whole
 * machine once more. Thread-safe.
 */
final class MemoryLedger {
  private static final MemoryLedger OF_THIS_PROCESS = new MemoryLedger(MemoryPlan.machine());

  private final long machine;
  private long planned;

  MemoryLedger(long machine) {
    this.machine = machine;
  }

  static MemoryLedger ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /** The machine without what others have planned. */
  synchronized long left() {
    return Math.max(0, machine - planned);
  }

  synchronized void plan(long bytes) {
    planned += bytes;
  }

  synchronized void giveBack(long bytes) {
    planned -= bytes;
  }
}
