package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Parallel;
import dev.drover.Pool;
import dev.drover.TaskFuture;
import dev.drover.task.Retry;
import dev.drover.task.Task;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that wait for tasks of their own pool, which may have no other slot: in one process, since a pool does not travel. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"inline", "threads", "virtual", "auto"})
class NestedFuturesTest extends PoolContract {
  @Parameter String backend = "";

  @Override
  protected String backend() {
    return backend;
  }

  @Test
  void theOnlySlotRunsWhatItWaitsFor() {
    try (Pool pool = open(1)) {
      assertThat(pool.submit(() -> sum(pool, 6)).join()).isEqualTo(21);
      assertThat(pool.map(List.of(1, 2, 3), x -> pool.submit(() -> x + 1).get())).containsExactly(2, 3, 4);
    }
  }

  /** Each level waits for the next one. */
  private static int sum(Pool pool, int n) {
    return n == 0 ? 0 : n + pool.submit(() -> sum(pool, n - 1)).join();
  }

  @Test
  void allSlotsWaitAtATime() {
    try (Pool pool = open(2)) {
      List<TaskFuture<Integer>> all = IntStream.range(0, 50)
          .mapToObj(i -> pool.submit(() -> {
            List<TaskFuture<Integer>> parts = List.of(pool.submit(() -> i), pool.submit(() -> 2 * i), pool.submit(() -> 3 * i));
            return parts.stream().mapToInt(TaskFuture::join).sum();
          }))
          .toList();
      assertThat(all.stream().map(TaskFuture::join)).containsExactlyElementsOf(Parallel.range(0, 50).stream().map(i -> 6 * i).toList());
      assertThat(pool.stats().succeeded()).isEqualTo(200);
    }
  }

  @Test
  void whatFailsIsTriedAgainAndItsFailureIsThrown() {
    try (Pool pool = open(1)) {
      Pool view = pool.with(o -> o.retries(Retry.times(1)));
      AtomicInteger runs = new AtomicInteger();
      assertThat(pool.submit(() -> view.submit(() -> failingUntil(2, runs)).join()).join()).isEqualTo(2);
      assertThat(runs).hasValue(2);
      assertThatThrownBy(() -> pool.submit(() -> view.submit(() -> failingUntil(3, runs)).join()).join())
          .isInstanceOf(CompletionException.class)
          .hasRootCauseMessage("attempt 2");
      assertThat(runs).hasValue(4);
    }
  }

  private static int failingUntil(int attempt, AtomicInteger runs) {
    runs.incrementAndGet();
    int present = Task.current().orElseThrow().attempt();
    if (present < attempt) {
      throw new IllegalStateException("attempt " + present);
    }
    return present;
  }

  @Test
  void theWaitingTaskStaysWhatItWas() {
    try (Pool pool = open(1)) {
      assertThat(pool.map(List.of(7, 8), x -> {
        pool.submit(() -> x).join();
        return Task.current().orElseThrow().index();
      })).containsExactly(0L, 1L);
    }
  }
}
