package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Parallel;
import dev.drover.Pool;
import dev.drover.TaskFuture;
import dev.drover.task.PoolOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pool promises about the replacement of workers. For backends whose workers are processes. */
public abstract class WorkerLifetimeContract extends PoolContract {
  /** For subclasses. */
  protected WorkerLifetimeContract() {}

  private Pool openRecycling(int workers, int items) {
    return open(PoolOptions.defaultOptions().workers(workers).recycleAfter(items));
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  @Test
  @DisplayName("row 38: a worker runs exactly so many items, then another takes over")
  void recycled() throws Exception {
    try (Pool pool = openRecycling(1, 3)) {
      List<Long> pids = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        pids.add(pool.submit(WorkerLifetimeContract::pid).get());
      }
      assertThat(new ArrayList<>(pids.subList(0, 3))).containsOnly(pids.get(0));
      assertThat(new ArrayList<>(pids.subList(3, 6))).containsOnly(pids.get(3)).doesNotContain(pids.get(0));
      assertThat(pids.get(6)).isNotIn(pids.get(0), pids.get(3));
      assertThat(pool.stats().workerDeaths()).isZero();
    }
  }

  @Test
  @DisplayName("rows 38, 46: what waits never stalls, all is right, and no worker runs more than it may")
  void backlogGoesOn() {
    try (Pool pool = openRecycling(2, 10)) {
      Map<Long, Long> counts = pool.map(Parallel.range(0, 60), _ -> pid()).stream()
          .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
      assertThat(counts.values()).allMatch(n -> n <= 10).hasSizeGreaterThanOrEqualTo(6);
    }
  }

  @Test
  @DisplayName("rows 38, 46: closing in the middle completes all that was submitted")
  void closeInTheMiddle() {
    List<TaskFuture<Integer>> futures = new ArrayList<>();
    try (Pool pool = openRecycling(2, 5)) {
      for (int i = 0; i < 20; i++) {
        int x = i;
        futures.add(pool.submit(() -> Tasks.square(x)));
      }
    }
    assertThat(futures.stream().map(TaskFuture::resultNow)).hasSize(20).endsWith(361);
  }

  @Test
  @DisplayName("a worker that idles is the same worker later, and its pid is told")
  void workersAreKept() throws Exception {
    try (Pool pool = open(1)) {
      long first = pool.submit(WorkerLifetimeContract::pid).get();
      assertThat(pool.map(Parallel.range(0, 50), _ -> pid())).containsOnly(first);
      assertThat(pool.stats().workerPids()).containsExactly(first);
      assertThat(first).isNotEqualTo(pid());
    }
  }
}
