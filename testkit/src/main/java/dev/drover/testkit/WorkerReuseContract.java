package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Pool;
import dev.drover.TaskFuture;
import dev.drover.task.Call;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How a pool uses its workers. For backends with workers of their own, so not for inline. */
public abstract class WorkerReuseContract extends PoolContract {
  /** For subclasses. */
  protected WorkerReuseContract() {}

  @Test
  @DisplayName("row 20: a task can be collected when it has ended, though the pool lives")
  void endedTasksAreForgotten() throws Exception {
    try (Pool pool = open(1)) {
      Collected.await(runOne(pool));
      assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
    }
  }

  /** In a method of its own, so that no variable of the test refers to the task. */
  private static WeakReference<Object> runOne(Pool pool) throws Exception {
    List<Integer> captured = new ArrayList<>(List.of(1, 2, 3));
    Call<Integer> task = captured::size;
    assertThat(pool.submit(task).get()).isEqualTo(3);
    return new WeakReference<>(task);
  }

  @Test
  @DisplayName("row 22: never more tasks at a time than workers, and as many if there are as many tasks")
  void saturation() throws Exception {
    Gate gate = gate("gate");
    Marks started = marks("started");
    try (Pool pool = open(3)) {
      List<TaskFuture<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        futures.add(pool.submit(() -> {
          started.add("started");
          gate.pass();
          return 1;
        }));
      }
      started.await(3);
      assertThat(pool.stats().live()).isEqualTo(3);
      assertThat(pool.stats().queued()).isGreaterThanOrEqualTo(12 - 3 * 2);
      assertThat(started.all()).hasSize(3);
      gate.open();
      assertThat(futures).extracting(Future::get).hasSize(12);
      assertThat(pool.stats().live()).isEqualTo(3);
    }
  }

  @Test
  @DisplayName("row 22: an idle worker is used before another is started")
  void idleWorkersAreReused() throws Exception {
    try (Pool pool = open(4)) {
      for (int i = 0; i < 20; i++) {
        int x = i;
        assertThat(pool.submit(() -> x).get()).isEqualTo(x);
      }
      assertThat(pool.stats().live()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("row 44: get() with a limit throws on time, and the task goes on")
  void getTimesOut() throws Exception {
    Gate gate = gate("gate");
    try (Pool pool = open(1)) {
      TaskFuture<String> running = RunningFutureContract.startedAt(gate, marks("started"), pool);
      assertThatThrownBy(() -> running.get(20, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
      gate.open();
      assertThat(running.get()).isEqualTo("passed");
    }
  }

  @Test
  @DisplayName("invokeAll with a limit cancels what has not ended")
  void invokeAllWithLimit() throws Exception {
    Gate never = gate("never");
    Call<Integer> quick = () -> 1;
    Call<Integer> hanging = () -> {
      never.pass();
      return 2;
    };
    try (Pool pool = open(2)) {
      pool.submit(quick).get();
      List<Future<Integer>> futures = pool.invokeAll(List.of(quick, hanging), 300, TimeUnit.MILLISECONDS);
      assertThat(futures.getFirst().resultNow()).isEqualTo(1);
      assertThat(futures.getLast().isCancelled()).isTrue();
      assertThatThrownBy(futures.getLast()::get).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  @DisplayName("invokeAny with a limit throws and stops the tasks when none has a value")
  void invokeAnyWithLimit() {
    Gate never = gate("never");
    Call<Integer> hanging = () -> {
      never.pass();
      return 2;
    };
    try (Pool pool = open(2)) {
      assertThatThrownBy(() -> pool.invokeAny(List.of(hanging, hanging), 50, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class)
          .hasMessage("no task has a value in time: 2 (of 2) futures unfinished");
    }
  }
}
