package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Parallel;
import dev.drover.Pool;
import dev.drover.TaskFuture;
import dev.drover.task.Failure;
import dev.drover.task.MedianLimit;
import dev.drover.task.Outcome;
import dev.drover.task.Retry;
import dev.drover.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pool promises about timeouts of items. For backends with workers of their own, so not for inline. */
public abstract class TimeoutContract extends PoolContract {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  /** For subclasses. */
  protected TimeoutContract() {}

  @Test
  @DisplayName("an item that is over its time is stopped, where it was is told, and no other item is")
  void timeoutStopsTheItem() {
    Gate never = gate("never");
    try (Pool pool = open(2)) {
      pool.with(o -> o.withTimeout(Duration.ofMinutes(1))).map(Parallel.range(0, 10), Tasks::square); // starts workers
      Pool view = pool.with(o -> o.batch(5).withTimeout(LIMIT));
      List<Outcome<Integer, Integer>> all;
      try (Stream<Outcome<Integer, Integer>> outcomes = view.outcomes(Parallel.range(0, 10), x -> {
        if (x == 3) {
          never.pass();
        }
        return x;
      })) {
        all = outcomes.toList();
      }
      assertThat(all.stream().filter(Outcome::isOk).map(Outcome::input))
          .containsExactlyInAnyOrder(0, 1, 2, 4, 5, 6, 7, 8, 9);
      assertThat(all.stream().filter(o -> !o.isOk())).singleElement()
          .isInstanceOfSatisfying(Outcome.Failed.class, f ->
              assertThat(f.failure()).isInstanceOfSatisfying(Failure.TimedOut.class, t -> {
                assertThat(t.summary()).isEqualTo("timed out after 1 s");
                assertThat(t.stack()).anyMatch(frame -> frame.getClassName().equals(Gate.class.getName()));
              }));
    }
  }

  @Test
  @DisplayName("an item that takes many times as long as the others is stopped, and told why")
  void stragglersAreStopped() {
    Gate never = gate("never");
    try (Pool pool = open(2)) {
      Pool view = pool.with(o -> o.batch(1).timeoutFactor(3));
      List<Outcome<Integer, Integer>> all;
      try (Stream<Outcome<Integer, Integer>> outcomes = view.outcomes(Parallel.range(0, 30), x -> {
        if (x == 3) {
          never.pass();
        }
        return x;
      })) {
        all = outcomes.toList();
      }
      assertThat(all.stream().filter(Outcome::isOk)).hasSize(29);
      assertThat(all.stream().filter(o -> !o.isOk())).singleElement()
          .isInstanceOfSatisfying(Outcome.Failed.class, f ->
              assertThat(f.failure()).isInstanceOfSatisfying(Failure.TimedOut.class, t -> {
                assertThat(f.input()).isEqualTo(3);
                assertThat(t.limit()).isEqualTo(MedianLimit.LEAST);
                assertThat(t.relative().orElseThrow().factor()).isEqualTo(3);
                assertThat(t.summary()).startsWith("timed out after 1 s: 3 times the median of ")
                    .endsWith(", which counts as 1 s at least");
              }));
    }
  }

  @Test
  @DisplayName("a timeout is one of the attempts of an item")
  void timeoutsAreRetried() {
    Gate never = gate("never");
    try (Pool pool = open(1)) {
      Pool view = pool.with(o -> o.withTimeout(LIMIT).retries(Retry.times(1)));
      TaskFuture<Integer> future = view.submit(() -> {
        int attempt = Task.current().orElseThrow().attempt();
        if (attempt == 1) {
          never.pass();
        }
        return attempt;
      });
      assertThat(future.join()).isEqualTo(2);
    }
  }
}
