package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Parallel;
import dev.drover.Pool;
import dev.drover.task.BatchSize;
import dev.drover.task.Failure;
import dev.drover.task.Order;
import dev.drover.task.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a call learns from the journal of earlier ones. For every backend. */
public abstract class JournalContract extends PoolContract {
  private static final List<Integer> MILLIS = List.of(0, 40, 200, 0, 500);

  /** For subclasses. */
  protected JournalContract() {}

  /**
   * Whether slots run all items: where the caller runs them their order stays.
   *
   * @return true by default
   */
  protected boolean slotsRunAll() {
    return true;
  }

  private Pool pool(Pool pool) {
    Path file = scratch().resolve("times");
    return pool.with(o -> o.batch(1).journal(file));
  }

  /** Takes so long, and gives the time at which it began. */
  private static long taking(int millis) {
    long begin = System.nanoTime();
    long end = begin + Duration.ofMillis(millis).toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return begin;
  }

  private static List<Integer> byStart(List<Long> starts) {
    return IntStream.range(0, starts.size()).boxed().sorted(Comparator.comparing(starts::get)).toList();
  }

  @Test
  @DisplayName("what took longest the last time goes first, and results come in the order of the inputs")
  void longestFirst() {
    try (Pool pool = open(1)) {
      assertThat(byStart(pool(pool).map(MILLIS, JournalContract::taking))).containsExactly(0, 1, 2, 3, 4);
      List<Long> again = pool(pool).map(MILLIS, JournalContract::taking);
      assertThat(again).hasSize(5);
      if (slotsRunAll()) {
        assertThat(byStart(again)).containsExactly(4, 2, 1, 0, 3);
      }
    }
  }

  @Test
  @DisplayName("outcomes have the indexes of their inputs, and come in their order where that is asked for")
  void outcomes() {
    try (Pool pool = open(2)) {
      pool(pool).map(MILLIS, JournalContract::taking);
      assertThat(pool(pool).stream(MILLIS, x -> x)).containsExactlyElementsOf(MILLIS);
      try (Stream<Outcome<Integer, Integer>> all = pool(pool).outcomes(MILLIS, x -> x)) {
        assertThat(all).hasSize(5).allSatisfy(o -> assertThat(MILLIS.get((int) o.index())).isEqualTo(o.get()));
      }
      Pool narrow = pool(pool).with(o -> o.journal(scratch().resolve("times")).buffer(2).order(Order.INPUT));
      assertThat(narrow.stream(MILLIS, x -> x)).containsExactlyElementsOf(MILLIS);
    }
  }

  @Test
  @DisplayName("many items of no time, with one long among them")
  void many() {
    try (Pool pool = open(2)) {
      Pool view = pool(pool).with(o -> o.batch(BatchSize.auto()));
      List<Integer> inputs = Parallel.range(0, 5000);
      List<Integer> squares = inputs.stream().map(Tasks::square).toList();
      for (int i = 0; i < 3; i++) {
        assertThat(view.map(inputs, JournalContract::squareOfOneLong)).isEqualTo(squares);
      }
    }
  }

  private static int squareOfOneLong(int x) {
    return Tasks.square(taking(x == 3000 ? 20 : 0) == 0 ? 0 : x);
  }

  @Test
  @DisplayName("a limit relative to the median has one from the first item on")
  void relativeTimeout() {
    if (!slotsRunAll()) {
      return; // a thread of the caller's can't be stopped, and a pool that measures is another one with a timeout
    }
    Gate never = gate("never");
    try (Pool pool = open(1)) {
      pool(pool).map(Parallel.range(0, 20), x -> taking(5));
      Pool limited = pool(pool).with(o -> o.timeoutFactor(3));
      try (Stream<Outcome<Integer, Long>> all = limited.outcomes(List.of(100), _ -> {
        never.pass();
        return 0L;
      })) {
        assertThat(all.toList()).singleElement().isInstanceOfSatisfying(Outcome.Failed.class, f ->
            assertThat(f.failure()).isInstanceOfSatisfying(Failure.TimedOut.class, t -> {
              Duration median = t.relative().orElseThrow().median();
              assertThat(median).isBetween(Duration.ofMillis(4), Duration.ofSeconds(1));
            }));
      }
    }
  }

  @Test
  @DisplayName("a file that is something else is refused when the call begins")
  void somethingElse() throws Exception {
    Path file = Files.writeString(scratch().resolve("data.csv"), "name,amount\n");
    try (Pool pool = open(1)) {
      Pool view = pool.with(o -> o.journal(file));
      assertThatThrownBy(() -> view.map(List.of(1), x -> x))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("journal is " + file + ", which is something else");
      assertThat(file).hasContent("name,amount\n");
      assertThat(pool.map(List.of(2), x -> x)).containsExactly(2);
    }
  }
}
