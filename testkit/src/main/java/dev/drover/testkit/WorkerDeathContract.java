package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Parallel;
import dev.drover.Pool;
import dev.drover.TaskFuture;
import dev.drover.task.Failure;
import dev.drover.task.Outcome;
import dev.drover.task.Retry;
import dev.drover.task.Task;
import dev.drover.task.TaskFailedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pool promises when workers die. For backends whose workers are processes. */
public abstract class WorkerDeathContract extends PoolContract {
  /** For subclasses. */
  protected WorkerDeathContract() {}

  private Pool openWithoutRetries(int workers) {
    return open(workers).with(o -> o.batch(1).retries(Retry.none().crashes(0)));
  }

  @Test
  @DisplayName("row 29, inverted: a killed worker fails only the item that it ran; the pool goes on")
  void onlyTheTaskIsAffected() {
    try (Pool pool = openWithoutRetries(2)) {
      List<Outcome<Integer, Integer>> all;
      try (Stream<Outcome<Integer, Integer>> outcomes =
          pool.outcomes(Parallel.range(0, 20), x -> x == 7 ? Deadly.kill() : Tasks.square(x))) {
        all = outcomes.toList();
      }
      assertThat(all).hasSize(20);
      assertThat(all.stream().filter(o -> !o.isOk()).map(Outcome::input)).containsExactly(7);
      assertThat(all.stream().filter(o -> !o.isOk()).map(o -> ((Outcome.Failed<?, ?>) o).failure()))
          .first()
          .isInstanceOfSatisfying(Failure.Crashed.class, c -> assertThat(c.signal()).isEqualTo(9));
      assertThat(pool.map(List.of(3), Tasks::square)).containsExactly(9);
      assertThat(pool.stats().workerDeaths()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("of many tiny items the one that kills its worker is tried again, and all others have their values")
  void tinyItemsOutliveAWorker() {
    Marks attempts = marks("attempts");
    try (Pool pool = open(2)) {
      List<Integer> values = pool.map(Parallel.range(0, 50_000), x -> {
        if (x == 33_333) {
          attempts.addPid();
          return Task.current().orElseThrow().attempt() == 1 ? Deadly.kill() : x;
        }
        return x;
      });
      assertThat(values).isEqualTo(Parallel.range(0, 50_000));
      assertThat(pool.stats().workerDeaths()).isEqualTo(1);
    }
    assertThat(attempts.all()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("rows 29, 30, 31: each future of a dead worker has an exception of its own that tells the status")
  void exitStatusIsTold() {
    try (Pool pool = openWithoutRetries(1)) {
      TaskFuture<Integer> first = pool.submit(() -> Deadly.halt(99));
      TaskFuture<Integer> second = pool.submit(() -> Deadly.halt(98));
      assertThatThrownBy(first::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(TaskFailedException.class)
          .hasMessageContaining("worker process exited with status 99");
      assertThatThrownBy(second::get).cause().hasMessageContaining("worker process exited with status 98");
      assertThat(first.exceptionNow()).isNotSameAs(second.exceptionNow());
      assertThat(pool.submit(() -> 1).join()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("row 34: System.exit in a task ends its worker, is told with its status, and nothing else")
  void exitIsDelivered() {
    try (Pool pool = openWithoutRetries(1)) {
      TaskFuture<Integer> future = pool.submit(() -> Deadly.exit(3));
      assertThatThrownBy(future::get).cause().isInstanceOfSatisfying(TaskFailedException.class, e ->
          assertThat(e.failure()).isInstanceOfSatisfying(Failure.Exited.class, f ->
              assertThat(f.status()).isEqualTo(3)));
      assertThat(pool.submit(() -> 1).join()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("an item whose worker died is tried again, as often as was said, and each attempt is counted")
  void crashesAreRetried() {
    Marks attempts = marks("attempts");
    try (Pool pool = open(1).with(o -> o.retries(Retry.none().crashes(1)))) {
      TaskFuture<Integer> future = pool.submit(() -> {
        attempts.addPid();
        return Deadly.halt(5);
      });
      assertThatThrownBy(future::get).cause().isInstanceOfSatisfying(TaskFailedException.class, e ->
          assertThat(e.failure().attempts()).isEqualTo(2));
    }
    assertThat(attempts.all()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("a worker that is frozen from outside is replaced, and its item is tried again")
  void frozenWorkersAreReplaced() throws Exception {
    Marks pids = marks("pids");
    Gate never = gate("never");
    try (Pool pool = open(1)) {
      TaskFuture<Integer> future = pool.submit(() -> {
        pids.addPid();
        int attempt = Task.current().orElseThrow().attempt();
        if (attempt == 1) {
          never.pass();
        }
        return attempt;
      });
      pids.await(1);
      Deadly.freeze(Long.parseLong(pids.all().getFirst()));
      assertThat(future.get()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("an item that freezes its worker each time fails in the end, and says so")
  void itemsThatFreezeAreGivenUp() {
    try (Pool pool = open(1).with(o -> o.withTimeout(Duration.ofSeconds(1)).retries(Retry.none().crashes(1)))) {
      TaskFuture<Integer> future = pool.submit(() -> {
        Deadly.freeze(ProcessHandle.current().pid());
        Thread.currentThread().join();
        return 0;
      });
      assertThatThrownBy(future::get).cause().isInstanceOfSatisfying(TaskFailedException.class, e -> {
        assertThat(e.failure()).isInstanceOfSatisfying(Failure.Stalled.class, s -> assertThat(s.frozen()).isTrue());
        assertThat(e.failure().attempts()).isEqualTo(2);
      });
    }
  }

  @Test
  @DisplayName("siblings in the batch of an item that kills its worker all have their values")
  void siblingsAreInnocent() {
    try (Pool pool = open(1).with(o -> o.batch(10).retries(Retry.none().crashes(1)))) {
      try (Stream<Outcome<Integer, Integer>> outcomes =
          pool.outcomes(Parallel.range(0, 10), x -> x == 4 ? Deadly.halt(1) : Tasks.square(x))) {
        assertThat(outcomes.filter(Outcome::isOk).map(Outcome::input))
            .containsExactlyInAnyOrder(0, 1, 2, 3, 5, 6, 7, 8, 9);
      }
    }
  }

  @Test
  @DisplayName("row 36: a worker that dies while it gets something large doesn't block anybody")
  void deathWithLargeInputs() {
    try (Pool pool = openWithoutRetries(1)) {
      List<byte[]> large = List.of(new byte[8 << 20], new byte[8 << 20]);
      try (Stream<Outcome<byte[], Integer>> outcomes = pool.outcomes(large, x -> Deadly.halt(x.length & 1))) {
        assertThat(outcomes).hasSize(2).noneMatch(Outcome::isOk);
      }
      assertThat(pool.submit(() -> 1).join()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("row 39: shutdownNow() stops a task that doesn't react to its interrupt")
  void deafTasksAreStopped() throws Exception {
    Gate never = gate("never");
    Marks started = marks("started");
    Pool pool = open(1);
    TaskFuture<?> future = pool.submit(() -> {
      started.add("started");
      never.passDeaf();
    });
    started.await(1);
    pool.shutdownNow();
    pool.close();
    assertThat(future.isCancelled()).isTrue();
  }
}
