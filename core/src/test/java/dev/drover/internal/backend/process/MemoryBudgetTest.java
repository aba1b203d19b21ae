package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.host.MemoryBudget;
import dev.drover.task.PoolOptions;
import org.junit.jupiter.api.Test;

/** Several pools of one process share the machine. */
class MemoryBudgetTest {
  private static final long MIB = 1L << 20;

  private final long parent = Runtime.getRuntime().maxMemory();
  private final MemoryBudget budget = new MemoryBudget((parent + 4096 * MIB) * 4 / 3);

  @Test
  void theSecondPoolPlansWithWhatTheFirstHasLeft() {
    HeapPlan first = HeapPlan.of(PoolOptions.defaultOptions(), 2, budget);
    HeapPlan second = HeapPlan.of(PoolOptions.defaultOptions(), 2, budget);
    assertThat(second.usual()).isLessThan(first.usual()).isGreaterThanOrEqualTo(64 * MIB);
    second.close();
    first.close();
    assertThat(HeapPlan.of(PoolOptions.defaultOptions(), 2, budget).usual()).isEqualTo(first.usual());
  }

  @Test
  void whatIsAskedForCountsToo() {
    long before = budget.left();
    HeapPlan plan = HeapPlan.of(PoolOptions.defaultOptions().memory("512m"), 3, budget);
    assertThat(plan.usual()).isEqualTo(512 * MIB);
    assertThat(before - budget.left()).isEqualTo(3 * 512 * MIB);
  }

  @Test
  void whereNothingIsLeftWorkersGetTheLeastThatWorks() {
    HeapPlan all = HeapPlan.of(PoolOptions.defaultOptions().memory("1000g"), 1, budget);
    assertThat(HeapPlan.of(PoolOptions.defaultOptions(), 1, budget).usual()).isEqualTo(64 * MIB);
    all.close();
  }

  @Test
  void theSharesOfAllWorkersAndWhatIsLentFitInBesideTheParent() {
    HeapPlan plan = HeapPlan.of(PoolOptions.defaultOptions().memory("256m"), 4, budget);
    long lent = plan.borrow(Integer.MAX_VALUE) - plan.usual();
    assertThat(plan.share()).isGreaterThan(plan.usual());
    assertThat(parent + 4 * plan.share() + lent).isLessThanOrEqualTo(budget.total());
  }
}
