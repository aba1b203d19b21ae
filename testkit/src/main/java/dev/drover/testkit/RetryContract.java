package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.drover.Parallel;
import dev.drover.Pool;
import dev.drover.TaskFuture;
import dev.drover.shared.SharedInt;
import dev.drover.task.Attempt;
import dev.drover.task.Failure;
import dev.drover.task.Halt;
import dev.drover.task.Outcome;
import dev.drover.task.Retry;
import dev.drover.task.Task;
import dev.drover.task.TaskFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pool promises about retries, halts and seeds. For every backend. */
public abstract class RetryContract extends PoolContract {
  /** For subclasses. */
  protected RetryContract() {}

  @Test
  @DisplayName("retries are counted exactly, and the attempt is known to the task")
  void countedExactly() {
    try (Pool pool = open(1)) {
      Pool view = pool.with(o -> o.retries(Retry.times(2)));
      assertThat(view.map(Parallel.range(0, 5), x -> Tasks.failingUntil(3, x))).containsExactly(0, 1, 2, 3, 4);
      assertThat(view.stats().retried()).isEqualTo(10);
      assertThatThrownBy(() -> view.map(List.of(1), x -> Tasks.failingUntil(4, x)))
          .isInstanceOf(TaskFailedException.class)
          .hasMessage("item 0 (1) failed after 3 attempts: java.lang.IllegalStateException: attempt 3");
      TaskFuture<Integer> future = view.submit(() -> Tasks.failingUntil(3, 7));
      assertThat(future.join()).isEqualTo(7);
    }
  }

  @Test
  @DisplayName("each attempt is made once, wherever among the inputs its item is")
  void onceEach() {
    try (Pool pool = open(2);
        SharedInt runs = SharedInt.of(0)) {
      Pool view = pool.with(o -> o.retries(Retry.times(1)));
      for (int last : new int[] {0, 999, 40_000, 40_000}) {
        runs.set(0);
        assertThat(view.map(Parallel.range(0, last + 1), x -> x < last ? x : failingOnce(runs, x))).hasSize(last + 1).endsWith(last);
        assertThat(runs.get()).as("runs of item %d", last).isEqualTo(2);
      }
    }
  }

  private static int failingOnce(SharedInt runs, int x) {
    runs.incrementAndGet();
    return Tasks.failingUntil(2, x);
  }

  @Test
  @DisplayName("a failure tells of all attempts: cause, process, time, and when")
  void history() {
    Instant before = Instant.now();
    try (Pool pool = open(1);
        Stream<Outcome<Integer, Integer>> outcomes =
            pool.with(o -> o.retries(Retry.times(2))).outcomes(List.of(1), x -> Tasks.failingUntil(4, x))) {
      Failure failure = ((Outcome.Failed<Integer, Integer>) outcomes.findFirst().orElseThrow()).failure();
      assertThat(failure.history()).extracting(Attempt::number, Attempt::cause).containsExactly(
          tuple(1, "java.lang.IllegalStateException: attempt 1"),
          tuple(2, "java.lang.IllegalStateException: attempt 2"),
          tuple(3, "java.lang.IllegalStateException: attempt 3"));
      assertThat(failure.history()).allSatisfy(a -> {
        assertThat(a.workerPid()).isEqualTo(failure.workerPid());
        assertThat(a.ran()).isPresent();
        assertThat(a.ended()).isBetween(before, Instant.now());
      });
    }
  }

  @Test
  @DisplayName("a failed item is run again in the caller, with the same input, index, attempt and random numbers")
  void replay() throws Exception {
    Outcome.Failed<Integer, String> failed;
    try (Pool pool = open(1);
        Stream<Outcome<Integer, String>> outcomes = pool.with(o -> o.seed(42).retries(Retry.times(1)))
            .outcomes(List.of(5, 6), x -> Tasks.throwWhatItIs(x))) {
      failed = (Outcome.Failed<Integer, String>) outcomes.filter(o -> o.input() == 6).findFirst().orElseThrow();
    }
    String message = ((Failure.Threw) failed.failure()).thrown().message();
    assertThat(message).startsWith("input 6, index 1, attempt 2, random ");
    assertThatThrownBy(failed::replay).isInstanceOf(IllegalStateException.class).hasMessage(message);
    assertThatThrownBy(failed.failure()::replay).hasMessage(message);
    assertThat(Task.current()).isEmpty();
  }

  @Test
  @DisplayName("a submitted task that failed is run again in the caller")
  void replayOfSubmitted() throws Exception {
    try (Pool pool = open(1)) {
      CompletableFuture<Outcome<?, Integer>> done = new CompletableFuture<>();
      var _ = pool.submit(() -> Tasks.failingUntil(2, 7)).onDone(done::complete);
      assertThat(done.get(30, TimeUnit.SECONDS)).isInstanceOfSatisfying(Outcome.Failed.class, failed ->
          assertThatThrownBy(failed::replay).hasMessage("attempt 1"));
    }
  }

  @Test
  @DisplayName("only what the predicate accepts is tried again, after a pause")
  void predicateAndPause() {
    try (Pool pool = open(1)) {
      Retry policy = Retry.times(5)
          .backoff(Duration.ofMillis(5))
          .on(f -> f instanceof Failure.Threw t && t.thrown().message().equals("attempt 1"));
      try (Stream<Outcome<Integer, Integer>> outcomes =
          pool.with(o -> o.retries(policy)).outcomes(List.of(1), x -> Tasks.failingUntil(9, x))) {
        assertThat(outcomes.toList()).singleElement().isInstanceOfSatisfying(Outcome.Failed.class, f ->
            assertThat(f.failure().attempts()).isEqualTo(2));
      }
    }
  }

  @Test
  @DisplayName("a run halts after so many failures; what had ended is delivered")
  void halt() {
    try (Pool pool = open(1)) {
      Pool view = pool.with(o -> o.batch(1).buffer(1).halt(Halt.now(Halt.fail(2))));
      try (Stream<Outcome<Integer, Integer>> outcomes =
          view.outcomes(Parallel.range(0, 1000), x -> Tasks.squareBut(x < 5 ? -1 : x, x))) {
        List<Outcome<Integer, Integer>> all = outcomes.toList();
        assertThat(all.stream().filter(Outcome::isOk)).hasSize(5);
        assertThat(all.stream().filter(RetryContract::threw)).hasSize(2);
        assertThat(all).hasSizeLessThan(20);
      }
      assertThat(pool.map(List.of(3), Tasks::square)).containsExactly(9);
    }
  }

  private static boolean threw(Outcome<?, ?> outcome) {
    return outcome instanceof Outcome.Failed<?, ?> f && f.failure() instanceof Failure.Threw;
  }

  @Test
  @DisplayName("a seeded run gives the same numbers on every backend")
  void seeds() {
    try (Pool pool = open(2); Pool plain = Pool.inline()) {
      List<Long> expected =
          plain.with(o -> o.seed(42)).map(Parallel.range(0, 50), _ -> Task.random().nextLong());
      assertThat(pool.with(o -> o.seed(42)).map(Parallel.range(0, 50), _ -> Task.random().nextLong()))
          .isEqualTo(expected)
          .doesNotHaveDuplicates();
    }
  }
}
