package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Pool;
import dev.drover.task.Fn;
import dev.drover.task.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pool promises where a function takes another time than it took before. For backends with workers of their own. */
public abstract class BatchMemoryContract extends PoolContract {
  private static final int NOBODY = -1;

  /** For subclasses. */
  protected BatchMemoryContract() {}

  /** One place in the code, whatever its items do. */
  private static Fn<Integer, Integer> waitsAt(Gate gate, int who) {
    return x -> {
      if (x == who) {
        gate.pass();
      }
      return x;
    };
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private void quickCalls(Pool pool) {
    for (int i = 0; i < 3; i++) {
      assertThat(pool.map(numbers(1_000), waitsAt(gate("nobody's"), NOBODY))).hasSize(1_000);
    }
  }

  @Test
  @DisplayName("items behind one that takes long go to another worker, though all were quick before")
  void whatIsBehindASlowItemRunsElsewhere() {
    Gate gate = gate("slow");
    try (Pool pool = open(2)) {
      quickCalls(pool);
      try (Stream<Outcome<Integer, Integer>> outcomes = pool.outcomes(numbers(200), waitsAt(gate, 0))) {
        List<Long> others = outcomes.limit(199).map(Outcome::index).toList();
        assertThat(others).doesNotContain(0L).doesNotHaveDuplicates();
      } finally {
        gate.open();
      }
    }
  }

  @Test
  @DisplayName("the last item goes to the worker that has nothing to do")
  void theLastItemIsNotKeptBehindAnother() {
    try (Pool pool = open(2)) {
      for (int round = 0; round < 20; round++) {
        quickCalls(pool);
        Gate met = gate("met " + round);
        assertThat(pool.map(numbers(2), x -> meets(x, met))).containsExactly(0, 1);
      }
    }
  }

  private static int meets(int x, Gate gate) throws InterruptedException {
    if (x == 0) {
      gate.pass();
    } else {
      gate.open();
    }
    return x;
  }
}
