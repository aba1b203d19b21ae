package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Parallel;
import dev.drover.Pool;
import dev.drover.task.Fn;
import dev.drover.task.Outcome;
import dev.drover.task.TaskFailedException;
import dev.drover.task.TaskOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code map} and its siblings promise. For every backend. */
public abstract class MapContract extends PoolContract {
  /** For subclasses. */
  protected MapContract() {}

  private static List<Integer> squares(int n) {
    return IntStream.range(0, n).mapToObj(Tasks::square).toList();
  }

  @Test
  @DisplayName("map gives the results in the order of the inputs")
  void mapKeepsOrder() {
    try (Pool pool = open(3)) {
      for (int n : new int[] {1, 2, 100, 1000}) {
        assertThat(pool.map(Parallel.range(0, n), Tasks::square)).isEqualTo(squares(n));
        Collection<Integer> once = new ArrayDeque<>(Parallel.range(0, n));
        assertThat(pool.map(once, Tasks::square)).isEqualTo(squares(n));
      }
    }
  }

  @Test
  @DisplayName("many tiny items keep their order, whatever kinds of values they have")
  void manyTinyItems() {
    int many = 100_000;
    try (Pool pool = open(2)) {
      assertThat(pool.map(Parallel.range(0, many), Tasks::square)).isEqualTo(squares(many));
      List<Object> kinds = pool.map(Parallel.range(0, many), x -> x % 1000 == 7 ? List.of(x) : x % 3 == 0 ? "text " + x : (Object) x);
      for (int x = 0; x < many; x++) {
        Object expected = x % 1000 == 7 ? List.of(x) : x % 3 == 0 ? "text " + x : (Object) x;
        assertThat(kinds.get(x)).isEqualTo(expected);
      }
      kinds.add("the list is the caller's");
      assertThat(kinds).hasSize(many + 1);
    }
  }

  @Test
  @DisplayName("a sequence of pairs, a reduction and an action for each")
  void otherShapes() {
    Marks marks = marks("seen");
    try (Pool pool = open(2)) {
      assertThat(pool.map(List.of(1, 2, 3), List.of(10, 20), (a, b) -> a + b)).containsExactly(11, 22);
      assertThat(pool.reduce(Parallel.range(0, 5000), 0, Integer::sum)).isEqualTo(5000 * 4999 / 2);
      pool.forEach(List.of("a", "b", "c"), marks::add);
    }
    assertThat(marks.all()).containsExactly("a", "b", "c");
  }

  @Test
  @DisplayName("the results belong to the caller, who may change them and send them on")
  void resultsAreTheCallers() {
    for (int n : new int[] {0, 1, 100, 2_000}) {
      try (Pool pool = open(2)) {
        List<Integer> results = pool.map(new ArrayList<>(squares(n)), x -> x);
        results.add(-1);
        results.replaceAll(x -> -x);
        results.sort(null);
        List<Integer> expected = new ArrayList<>(squares(n).reversed());
        expected.replaceAll(x -> -x);
        expected.add(1);
        assertThat(results).isEqualTo(expected);
        assertThat(pool.map(List.of(results), list -> list.removeLast())).containsExactly(1);
        assertThat(pool.submit(() -> results).join()).isEqualTo(results);
      }
    }
  }

  @Test
  @DisplayName("null is an input and a result like any other")
  void nullIsAValue() {
    List<Integer> inputs = new ArrayList<>();
    inputs.add(null);
    inputs.add(2);
    Fn<Object, Object> same = x -> x;
    try (Pool pool = open(2)) {
      assertThat(pool.map(inputs, same)).containsExactlyElementsOf(inputs);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  @DisplayName("row 15: outcomes gives the results before and after the one that failed")
  void outcomesGoOn(int batch) {
    try (Pool pool = open(2)) {
      Pool view = pool.with(o -> o.batch(batch));
      try (Stream<Outcome<Integer, Integer>> outcomes =
          view.outcomes(Parallel.range(0, 10), x -> Tasks.squareBut(4, x))) {
        List<Outcome<Integer, Integer>> all = outcomes.toList();
        assertThat(all).hasSize(10);
        assertThat(all.stream().filter(Outcome::isOk).map(Outcome::input))
            .containsExactlyInAnyOrder(0, 1, 2, 3, 5, 6, 7, 8, 9);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  @DisplayName("row 15, other: stream gives the results before, then throws and ends; map throws")
  void streamStopsAtAFailure(int batch) {
    try (Pool pool = open(2)) {
      Pool view = pool.with(o -> o.batch(batch));
      List<Integer> before = new ArrayList<>();
      try (Stream<Integer> stream = view.stream(Parallel.range(0, 10), x -> Tasks.squareBut(4, x))) {
        assertThatThrownBy(() -> stream.forEach(before::add))
            .isInstanceOf(TaskFailedException.class)
            .hasMessageStartingWith("item 4 (4) failed after 1 attempt: ")
            .hasCauseInstanceOf(IllegalArgumentException.class);
      }
      assertThat(before).containsExactly(0, 1, 4, 9);
      assertThatThrownBy(() -> view.map(Parallel.range(0, 10), x -> Tasks.squareBut(4, x)))
          .isInstanceOf(TaskFailedException.class)
          .hasMessageContaining("input 4 is bad");
      assertThat(view.map(List.of(3), Tasks::square)).containsExactly(9);
    }
  }

  @Test
  @DisplayName("row 43, other: map throws at the first failure and starts nothing more")
  void mapIsFailFast() {
    Marks ran = marks("ran");
    try (Pool pool = open(1)) {
      Pool view = pool.with(o -> o.batch(1).buffer(2));
      assertThatThrownBy(() -> view.map(Parallel.range(0, 1000), x -> {
        ran.add("x");
        return Tasks.squareBut(0, x);
      })).isInstanceOf(TaskFailedException.class);
    }
    assertThat(ran.all()).hasSizeLessThan(100);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  @DisplayName("row 41: no inputs, no results, at once")
  void emptyInputs(int batch) {
    try (Pool pool = open(2)) {
      Pool view = pool.with(o -> o.batch(batch));
      Collection<Integer> empty = new ArrayDeque<>();
      assertThat(view.map(List.<Integer>of(), Tasks::square)).isEmpty();
      assertThat(view.map(empty, Tasks::square)).isEmpty();
      assertThat(view.stream(empty, Tasks::square)).isEmpty();
      assertThat(view.outcomes(empty, Tasks::square)).isEmpty();
      assertThat(view.reduce(empty, 5, Integer::sum)).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 19})
  @DisplayName("row 42: what the inputs throw comes after the outcomes of the inputs before; the pool goes on")
  void throwingInputs(int good) {
    try (Pool pool = open(2)) {
      Iterable<Integer> inputs = () -> new FailingIterator(good);
      List<Integer> got = new ArrayList<>();
      try (Stream<Outcome<Integer, Integer>> outcomes = pool.outcomes(inputs, Tasks::square)) {
        assertThatThrownBy(() -> outcomes.forEach(o -> got.add(o.get())))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("no more after " + good);
      }
      assertThat(got).containsExactlyInAnyOrderElementsOf(squares(good));
      assertThatThrownBy(() -> pool.map(inputs, Tasks::square)).hasMessage("no more after " + good);
      assertThat(pool.map(List.of(3), Tasks::square)).containsExactly(9);
    }
  }

  /** Gives some numbers, then throws. */
  private static final class FailingIterator implements Iterator<Integer> {
    private final int good;
    private int next;

    FailingIterator(int good) {
      this.good = good;
    }

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Integer next() {
      if (next == good) {
        throw new IllegalStateException("no more after " + good);
      }
      return next++;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  @DisplayName("row 18: a buffer or a batch below 1 is refused with the reason")
  void numbersAreChecked(int wrong) {
    assertThatThrownBy(() -> TaskOptions.defaults().buffer(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("buffer is %d; it must be 1 or more: leave it out for a few batches per worker", wrong);
    assertThatThrownBy(() -> TaskOptions.defaults().batch(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch size is %d; it must be 1 or more: use BatchSize.auto() to have it measured", wrong);
  }

  @Test
  @DisplayName("row 18: endless inputs, of which only what is wanted is taken")
  void endlessInputs() {
    AtomicInteger pulled = new AtomicInteger();
    Iterable<Integer> endless = () -> Stream.generate(pulled::getAndIncrement).iterator();
    try (Pool pool = open(2)) {
      Pool view = pool.with(o -> o.buffer(8));
      try (Stream<Integer> results = view.stream(endless, Tasks::square)) {
        assertThat(results.limit(100)).containsExactlyElementsOf(squares(100));
      }
      assertThat(pulled.get()).isBetween(100, 100 + 8 + 2);
    }
  }
}
