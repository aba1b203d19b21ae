package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.task.PoolOptions;
import org.junit.jupiter.api.Test;

/** Several pools of one process share the machine. */
class MemoryLedgerTest {
  private static final long MIB = 1L << 20;

  private final long parent = Runtime.getRuntime().maxMemory();
  private final MemoryLedger ledger = new MemoryLedger((parent + 4096 * MIB) * 4 / 3);

  @Test
  void theSecondPoolPlansWithWhatTheFirstHasLeft() {
    HeapPlan first = HeapPlan.of(PoolOptions.defaultOptions(), 2, ledger);
    HeapPlan second = HeapPlan.of(PoolOptions.defaultOptions(), 2, ledger);
    assertThat(second.usual()).isLessThan(first.usual()).isGreaterThanOrEqualTo(64 * MIB);
    second.close();
    first.close();
    assertThat(HeapPlan.of(PoolOptions.defaultOptions(), 2, ledger).usual()).isEqualTo(first.usual());
  }

  @Test
  void whatIsAskedForCountsToo() {
    long before = ledger.left();
    HeapPlan plan = HeapPlan.of(PoolOptions.defaultOptions().memory("512m"), 3, ledger);
    assertThat(plan.usual()).isEqualTo(512 * MIB);
    assertThat(before - ledger.left()).isEqualTo(3 * 512 * MIB);
  }

  @Test
  void whereNothingIsLeftWorkersGetTheLeastThatWorks() {
    HeapPlan all = HeapPlan.of(PoolOptions.defaultOptions().memory("1000g"), 1, ledger);
    assertThat(HeapPlan.of(PoolOptions.defaultOptions(), 1, ledger).usual()).isEqualTo(64 * MIB);
    all.close();
  }
}
