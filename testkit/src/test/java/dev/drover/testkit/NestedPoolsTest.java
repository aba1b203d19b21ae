package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Pool;
import dev.drover.PoolStats;
import dev.drover.task.TaskFailedException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pools of processes inside the tasks of such a pool. */
@ExtendWith(LeakCheck.class)
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NestedPoolsTest {
  @Test
  void aPoolInsideAWorkerGetsTheCoresAndTheMemoryOfThatWorkerOnly() {
    try (Pool pool = Pool.processes(2)) {
      PoolStats.Budget top = pool.stats().budget();
      assertThat(top.depth()).isZero();
      assertThat(top.planned()).isPositive().isLessThan(top.memory());
      List<PoolStats> inside = pool.map(List.of(1, 2), _ -> nested());
      assertThat(inside).allSatisfy(stats -> {
        int cores = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        assertThat(stats.workers()).isEqualTo(cores);
        assertThat(stats.workerPids()).hasSize(cores);
        assertThat(stats.budget().depth()).isEqualTo(1);
        assertThat(stats.budget().cores()).isEqualTo(cores);
        assertThat(stats.budget().leased()).isEqualTo(cores);
        assertThat(stats.budget().memory()).isLessThanOrEqualTo(top.memory() / 2);
        assertThat(stats.budget().planned()).isPositive();
      });
    }
  }

  private static PoolStats nested() {
    try (Pool pool = Pool.processes(16)) {
      List<Integer> inputs = IntStream.range(0, 64).boxed().toList();
      assertThat(pool.map(inputs, x -> x * x)).hasSize(64).endsWith(63 * 63);
      return pool.stats();
    }
  }

  @Test
  void aTaskThatOpensAPoolForItselfIsStoppedAtAFixedDepth() {
    try (Pool pool = Pool.processes(o -> o.workers(1).memory("64m"))) {
      assertThatThrownBy(() -> pool.map(List.of(1), NestedPoolsTest::deeper))
          .isInstanceOf(TaskFailedException.class)
          .hasStackTraceContaining("a pool of processes was opened inside a task that runs 8 processes deep; 8 is the most");
    }
  }

  private static int deeper(int level) {
    try (Pool pool = Pool.processes(o -> o.workers(1).memory("64m"))) {
      return pool.map(List.of(level + 1), NestedPoolsTest::deeper).getFirst();
    }
  }
}
