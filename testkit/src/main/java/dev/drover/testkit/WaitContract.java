package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Futures;
import dev.drover.Futures.Waited;
import dev.drover.Pool;
import dev.drover.TaskFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link Futures#await} promises. For backends with workers of their own, so not for inline. */
public abstract class WaitContract extends PoolContract {
  private static final Duration LONG = Duration.ofSeconds(PoolContract.DEADLINE_SECONDS);

  /** For subclasses. */
  protected WaitContract() {}

  @Test
  @DisplayName("row 8: until the first failure: a value and a cancellation are none")
  void firstFailure() throws Exception {
    Gate mayFail = gate("may-fail");
    Gate mayEnd = gate("may-end");
    try (Pool pool = open(2)) {
      TaskFuture<String> running = RunningFutureContract.startedAt(mayEnd, marks("started"), pool);
      TaskFuture<Integer> good = pool.submit(() -> 1);
      TaskFuture<Object> bad = pool.submit(() -> {
        mayFail.pass();
        return Tasks.throwing();
      });
      TaskFuture<Integer> cancelled = pool.submit(() -> 2);
      cancelled.cancel(true);
      List<TaskFuture<?>> all = List.of(running, good, bad, cancelled);
      assertThat(Futures.await(all, Futures.Until.FIRST_FAILURE, Duration.ofMillis(20)).pending())
          .contains(running, bad);
      mayFail.open();
      Waited<TaskFuture<?>> waited = Futures.await(all, Futures.Until.FIRST_FAILURE, LONG);
      assertThat(waited.done()).containsExactly(good, bad, cancelled);
      assertThat(waited.pending()).containsExactly(running);
      mayEnd.open();
    }
  }

  @Test
  @DisplayName("row 8: until the first failure, which has come before: at once")
  void firstFailureWasBefore() throws Exception {
    Gate gate = gate("gate");
    try (Pool pool = open(2)) {
      TaskFuture<String> running = RunningFutureContract.startedAt(gate, marks("started"), pool);
      TaskFuture<Object> bad = pool.submit(Tasks::throwing);
      Futures.await(List.of(bad), Futures.Until.ALL);
      Waited<TaskFuture<?>> waited = Futures.await(List.of(running, bad), Futures.Until.FIRST_FAILURE);
      assertThat(waited.done()).containsExactly(bad);
      gate.open();
    }
  }

  @Test
  @DisplayName("row 8: until the first failure, and none fails: all")
  void noFailure() throws Exception {
    try (Pool pool = open(2)) {
      List<TaskFuture<Integer>> all = List.of(pool.submit(() -> 1), pool.submit(() -> 2));
      assertThat(Futures.await(all, Futures.Until.FIRST_FAILURE).done()).containsExactlyElementsOf(all);
    }
  }

  @Test
  @DisplayName("row 9: when the time is over it tells what is pending, and doesn't throw")
  void timeout() throws Exception {
    Gate gate = gate("gate");
    try (Pool pool = open(2)) {
      TaskFuture<String> running = RunningFutureContract.startedAt(gate, marks("started"), pool);
      TaskFuture<Integer> good = pool.submit(() -> 1);
      good.get();
      Waited<TaskFuture<?>> waited =
          Futures.await(List.of(running, good), Futures.Until.ALL, Duration.ofMillis(20));
      assertThat(waited.done()).containsExactly(good);
      assertThat(waited.pending()).containsExactly(running);
      assertThat(Futures.await(List.of(running), Futures.Until.FIRST, Duration.ZERO).pending())
          .containsExactly(running);
      gate.open();
    }
  }

  @Test
  @DisplayName("row 10: no wake-up is lost while many end; one that is given twice counts once")
  void manyEndAtOnce() throws Exception {
    try (Pool pool = open(4)) {
      List<TaskFuture<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        int x = i;
        TaskFuture<Integer> future = pool.submit(() -> Tasks.square(x));
        all.add(future);
        all.add(future);
      }
      Waited<TaskFuture<Integer>> waited = Futures.await(all, Futures.Until.ALL, LONG);
      assertThat(waited.done()).hasSize(300);
      assertThat(waited.pending()).isEmpty();
    }
  }
}
