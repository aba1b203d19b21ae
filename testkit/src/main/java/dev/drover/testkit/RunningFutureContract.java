package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Pool;
import dev.drover.TaskFuture;
import dev.drover.task.Failure;
import dev.drover.task.Outcome;
import dev.drover.task.VoidCall;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a future promises while its task waits or runs. For backends with workers of their own, so not for inline. */
public abstract class RunningFutureContract extends PoolContract {
  /** For subclasses. */
  protected RunningFutureContract() {}

  /** A task that has started and waits at the gate. */
  static TaskFuture<String> startedAt(Gate gate, Marks started, Pool pool) throws InterruptedException {
    TaskFuture<String> future = pool.submit(() -> {
      started.add("started");
      gate.pass();
      return "passed";
    });
    started.await(1);
    return future;
  }

  @Test
  @DisplayName("row 1: a callback gets a cancellation exactly once")
  void callbackGetsCancellation() throws Exception {
    Gate gate = gate("gate");
    List<Outcome<?, Integer>> got = new CopyOnWriteArrayList<>();
    try (Pool pool = open(1)) {
      var _ = startedAt(gate, marks("started"), pool);
      TaskFuture<Integer> waiting = pool.submit(() -> 1);
      var _ = waiting.onDone(got::add);
      assertThat(waiting.cancel(false)).isTrue();
      assertThat(waiting.cancel(false)).isTrue();
      gate.open();
    }
    assertThat(got).hasSize(1);
    assertThat(got.getFirst()).isInstanceOfSatisfying(Outcome.Failed.class, f ->
        assertThat(f.failure()).isInstanceOf(Failure.Cancelled.class));
  }

  @Test
  @DisplayName("rows 2, 3: a callback on a cancelled future is called at once, and may throw")
  void callbackOnCancelledFuture() throws Exception {
    Gate gate = gate("gate");
    List<String> called = new CopyOnWriteArrayList<>();
    try (Pool pool = open(1)) {
      var _ = startedAt(gate, marks("started"), pool);
      TaskFuture<Integer> waiting = pool.submit(() -> 1);
      waiting.cancel(false);
      var _ = waiting.onDone(_ -> {
        throw new IllegalStateException("a callback of a test, meant to throw");
      });
      var _ = waiting.onDone(_ -> called.add("late"));
      assertThat(called).containsExactly("late");
      gate.open();
    }
  }

  @Test
  @DisplayName("row 4: a waiting task is cancelled and never starts; a running one only if it may be interrupted")
  void cancelByState() throws Exception {
    Gate gate = gate("gate");
    Marks ran = marks("ran");
    try (Pool pool = open(1)) {
      TaskFuture<String> running = startedAt(gate, marks("started"), pool);
      VoidCall mark = () -> ran.add("waiting");
      TaskFuture<?> waiting = pool.submit(mark);
      assertThat(running.isRunning()).isTrue();
      assertThat(running.cancel(false)).isFalse();
      assertThat(waiting.cancel(false)).isTrue();
      assertThat(waiting.cancel(false)).isTrue();
      assertThat(waiting.isCancelled()).isTrue();
      gate.open();
      assertThat(running.get()).isEqualTo("passed");
      assertThat(running.cancel(true)).isFalse();
    }
    assertThat(ran.all()).isEmpty();
  }

  @Test
  @DisplayName("row 4, better: a running task is interrupted by cancel(true), and its worker goes on with others")
  void cancelInterrupts() throws Exception {
    Gate never = gate("never");
    Marks started = marks("started");
    try (Pool pool = open(1)) {
      TaskFuture<String> running = startedAt(never, started, pool);
      assertThat(running.cancel(true)).isTrue();
      assertThatThrownBy(running::get).isInstanceOf(CancellationException.class);
      assertThat(pool.submit(() -> 7).get()).isEqualTo(7);
    }
    assertThat(never.isOpen()).isFalse();
  }

  @Test
  @DisplayName("row 5: get(0) on a waiting, a running and a cancelled task")
  void getWithTimeout() throws Exception {
    Gate gate = gate("gate");
    try (Pool pool = open(1)) {
      TaskFuture<String> running = startedAt(gate, marks("started"), pool);
      TaskFuture<Integer> waiting = pool.submit(() -> 1);
      TaskFuture<Integer> cancelled = pool.submit(() -> 2);
      cancelled.cancel(true);
      assertThatThrownBy(() -> running.get(0, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
      assertThatThrownBy(() -> waiting.get(0, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
      assertThatThrownBy(() -> cancelled.get(0, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
      gate.open();
      assertThat(waiting.get()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("row 6: who waits in get() is told when another thread cancels")
  void cancelReachesWhoWaits() throws Exception {
    Gate gate = gate("gate");
    try (Pool pool = open(1)) {
      var _ = startedAt(gate, marks("started"), pool);
      TaskFuture<Integer> waiting = pool.submit(() -> 1);
      CompletableFuture<Throwable> seen = new CompletableFuture<>();
      Thread waiter = Thread.ofVirtual().start(() -> seen.complete(thrownBy(waiting)));
      Until.isTrue("the other thread waits", () -> waiter.getState() == Thread.State.WAITING);
      waiting.cancel(true);
      assertThat(seen.get()).isInstanceOf(CancellationException.class);
      gate.open();
    }
  }

  private static Throwable thrownBy(TaskFuture<?> future) {
    try {
      future.get();
      return new AssertionError("it gave a value");
    } catch (Exception e) {
      return e;
    }
  }

  @Test
  @DisplayName("row 7: a task that was cancelled and gives a value all the same stays cancelled")
  void firstCompletionWins() throws Exception {
    Gate gate = gate("gate");
    Marks started = marks("started");
    try (Pool pool = open(1)) {
      TaskFuture<String> future = pool.submit(() -> {
        started.add("started");
        gate.passDeaf();
        return "value";
      });
      started.await(1);
      assertThat(future.cancel(true)).isTrue();
      gate.open();
      assertThat(pool.submit(() -> 7).get()).isEqualTo(7);
      assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    }
  }
}
