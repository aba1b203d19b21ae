package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Parallel;
import dev.drover.Pool;
import dev.drover.task.Failure;
import dev.drover.task.Order;
import dev.drover.task.Outcome;
import dev.drover.task.TaskFailedException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What streams of results promise while items run. For backends with workers of their own, so not for inline. */
public abstract class StreamContract extends PoolContract {
  /** For subclasses. */
  protected StreamContract() {}

  @Test
  @DisplayName("row 16: a deadline for the whole call: what has ended is delivered, the rest is cancelled")
  void deadline() {
    Gate never = gate("never");
    try (Pool pool = open(2)) {
      pool.map(Parallel.range(0, 4), Tasks::square); // starts workers, so that the time is that of the items
      Pool view = pool.with(o -> o.batch(1).deadline(Duration.ofMillis(700)).order(Order.INPUT));
      try (Stream<Outcome<Integer, Integer>> outcomes = view.outcomes(Parallel.range(0, 6), x -> {
        if (x >= 2) {
          never.pass();
        }
        return x;
      })) {
        List<Outcome<Integer, Integer>> all = outcomes.toList();
        assertThat(all.subList(0, 2)).allMatch(Outcome::isOk);
        assertThat(all.subList(2, all.size())).isNotEmpty().allSatisfy(o ->
            assertThat(((Outcome.Failed<?, ?>) o).failure()).isInstanceOfSatisfying(Failure.Cancelled.class, c ->
                assertThat(c.reason()).isEqualTo("the deadline of PT0.7S for the whole call passed")));
      }
      assertThat(pool.submit(() -> 1).join()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("row 16: a TimeoutException that the function throws is a failure of that item like any other")
  void ownTimeoutExceptionIsData() {
    try (Pool pool = open(2)) {
      assertThatThrownBy(() -> pool.map(List.of(1), _ -> Tasks.timingOut()))
          .isInstanceOf(TaskFailedException.class)
          .hasCauseInstanceOf(TimeoutException.class)
          .satisfies(e -> assertThat(((TaskFailedException) e).failure()).isInstanceOf(Failure.Threw.class));
    }
  }

  @Test
  @DisplayName("row 17: no more inputs are pulled than the buffer allows before results are taken")
  void fullBuffer() throws Exception {
    AtomicInteger pulled = new AtomicInteger();
    Iterable<Integer> endless = () -> Stream.generate(pulled::getAndIncrement).iterator();
    try (Pool pool = open(2)) {
      Pool view = pool.with(o -> o.buffer(4).batch(1));
      try (Stream<Integer> results = view.stream(endless, Tasks::square)) {
        Iterator<Integer> taken = results.iterator();
        assertThat(taken.next()).isZero();
        assertThat(pulledIn(pulled)).isLessThanOrEqualTo(5);
        assertThat(List.of(taken.next(), taken.next())).containsExactly(1, 4);
        assertThat(pulledIn(pulled)).isLessThanOrEqualTo(7);
      }
    }
  }

  /** How many inputs have been pulled when no more are: the time is short, since one too many comes at once. */
  private static int pulledIn(AtomicInteger pulled) throws InterruptedException {
    boolean _ = Until.within(Duration.ofMillis(50), () -> pulled.get() > 7);
    return pulled.get();
  }

  @Test
  @DisplayName("row 19: closing a stream cancels what waits: the second and the third never start")
  void closeCancels() throws Exception {
    Gate gate = gate("gate");
    Marks started = marks("started");
    try (Pool pool = open(1)) {
      Pool view = pool.with(o -> o.batch(1));
      try (Stream<String> results = view.stream(List.of("zeroth", "first", "second", "third"), x -> {
        started.add(x);
        if (x.equals("first")) {
          gate.pass();
        }
        return x;
      })) {
        assertThat(results.iterator().next()).isEqualTo("zeroth");
      }
      gate.open();
      assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
    }
    assertThat(started.all()).doesNotContain("second", "third");
  }

  @Test
  @DisplayName("results come while later items still run")
  void resultsComeEarly() {
    Gate gate = gate("gate");
    try (Pool pool = open(2)) {
      Pool view = pool.with(o -> o.batch(1));
      try (Stream<Integer> results = view.streamUnordered(List.of(1, 2), x -> {
        if (x == 2) {
          gate.pass();
        }
        return x;
      })) {
        Iterator<Integer> taken = results.iterator();
        assertThat(taken.next()).isEqualTo(1);
        gate.open();
        assertThat(taken.next()).isEqualTo(2);
        assertThat(taken.hasNext()).isFalse();
      }
    }
  }
}
