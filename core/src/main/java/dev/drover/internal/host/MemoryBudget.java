package dev.drover.internal.host;

import java.nio.file.Path;

/**
 * The memory that all pools of this process plan with: what one has planned for its workers is missing to the next. In a worker
 * it is the worker's share, elsewhere the machine or what the control group allows. Thread-safe.
 */
public final class MemoryBudget {
  /** The JVM's default heap is a quarter of the machine. */
  private static final int DEFAULT_PART = 4;

  private static final MemoryBudget OF_THIS_PROCESS = new MemoryBudget(
      Nesting.ofThisProcess().memory().orElseGet(MemoryBudget::machine));

  private final long total;
  private long planned;
  private long ready;

  /**
   * A budget for tests, or of this process.
   *
   * @param total bytes
   */
  public MemoryBudget(long total) {
    this.total = total;
  }

  /**
   * The one of this process.
   *
   * @return always the same
   */
  public static MemoryBudget ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  private static long machine() {
    return Memory.of(Path.of("/")).usable().orElse(Runtime.getRuntime().maxMemory() * DEFAULT_PART);
  }

  /**
   * All there is.
   *
   * @return bytes, this process's own included
   */
  public long total() {
    return total;
  }

  /**
   * What is planned for workers.
   *
   * @return bytes of heap, and what spares of no pool take besides
   */
  public synchronized long planned() {
    return planned + ready;
  }

  /**
   * Spares of no pool take more, or less. They give way to pools, so no pool plans with less for them: two that are opened
   * one after the other get workers alike.
   *
   * @param bytes more; below zero for less
   */
  public synchronized void keepReady(long bytes) {
    ready += bytes;
  }

  /**
   * What pools have not planned.
   *
   * @return bytes, this process's own included
   */
  public synchronized long left() {
    return Math.max(0, total - planned);
  }

  /**
   * Plans with some of it.
   *
   * @param bytes for workers
   */
  public synchronized void plan(long bytes) {
    planned += bytes;
  }

  /**
   * Ends a plan.
   *
   * @param bytes as planned
   */
  public synchronized void giveBack(long bytes) {
    planned -= bytes;
  }
}
