package dev.drover.internal.backend.process;

import dev.drover.internal.host.MemoryBudget;
import dev.drover.task.ByteSize;
import dev.drover.task.PoolOptions;

/**
 * Who gets how much heap: each worker the usual amount, and one that is started for an item that ran out of heap more,
 * as far as the machine has it. What such workers have beyond the usual is lent to them, so that all together stay
 * within the machine however many there are. Thread-safe.
 */
final class HeapPlan implements AutoCloseable {
  private final long usual;
  private final long most;
  private final long share;
  private final Runnable giveBack;
  private long left;

  HeapPlan(long usual, long most, long left) {
    this(usual, most, usual, left, () -> {});
  }

  private HeapPlan(long usual, long most, long share, long left, Runnable giveBack) {
    this.usual = usual;
    this.most = Math.max(usual, most);
    this.share = share;
    this.left = Math.max(0, left);
    this.giveBack = giveBack;
  }

  /** For a pool that is opened: what it plans is missing to the next one, until this is closed. */
  static HeapPlan of(PoolOptions options, int workers) {
    return of(options, workers, MemoryBudget.ofThisProcess());
  }

  static HeapPlan of(PoolOptions options, int workers, MemoryBudget budget) {
    int slots = workers + options.upkeep().spares();
    long most = options.upkeep().residentLimit()
        .map(limit -> limit.bytes() - MemoryPlan.BESIDES_HEAP)
        .orElse(Long.MAX_VALUE);
    long machine = budget.left();
    long usual = usual(options, workers, machine);
    budget.plan(usual * slots);
    long parent = Runtime.getRuntime().maxMemory();
    long left = Math.max(0, MemoryPlan.left(machine, parent, slots, usual));
    long below = left / 2;
    return new HeapPlan(
        usual,
        most,
        usual + MemoryPlan.BESIDES_HEAP + below / slots,
        left - below,
        () -> budget.giveBack(usual * slots));
  }

  /** What is asked for, or planned; a resident limit leaves room for what a JVM needs besides. */
  static long usual(PoolOptions options, int workers) {
    return usual(options, workers, MemoryBudget.ofThisProcess().left());
  }

  private static long usual(PoolOptions options, int workers, long machine) {
    long parent = Runtime.getRuntime().maxMemory();
    long planned = MemoryPlan.heap(machine, parent, workers + options.upkeep().spares());
    long room = options.upkeep().residentLimit()
        .map(limit -> Math.max(limit.bytes() / 2, limit.bytes() - MemoryPlan.BESIDES_HEAP))
        .orElse(planned);
    return options.memory().map(ByteSize::bytes).orElse(Math.min(planned, room));
  }

  long usual() {
    return usual;
  }

  /**
   * What a worker may plan with, itself included, if its tasks open pools of processes: half of what nobody has planned is for
   * those, the other half is there to be lent.
   */
  long share() {
    return share;
  }

  /** So many times the usual heap, or what can be had of it; to be given back. */
  synchronized long borrow(int times) {
    long wanted = Math.min(most, usual > Long.MAX_VALUE / times ? Long.MAX_VALUE : usual * times);
    long granted = Math.min(wanted - usual, left);
    left -= granted;
    return usual + granted;
  }

  synchronized void giveBack(long heap) {
    left += heap - usual;
  }

  /** The pool is closed. */
  @Override
  public void close() {
    giveBack.run();
  }
}
