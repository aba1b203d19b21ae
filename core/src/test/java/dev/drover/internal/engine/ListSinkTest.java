package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results come in any order, and are a list in the order of the inputs. */
class ListSinkTest {
  private static final int PIECE = 1 << 14;

  private static List<Integer> shuffled(int from, int to) {
    List<Integer> order = new ArrayList<>(IntStream.range(from, to).boxed().toList());
    Collections.shuffle(order, new Random(1));
    return order;
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "1, -1", "17, -1", "16384, 16384", "16385, 16385", "16385, -1", "100000, 100000", "50000, 10", "10, 50000"})
  void inWhateverOrderTheyCome(int count, long expected) {
    ListSink sink = new ListSink(expected);
    shuffled(0, count).forEach(i -> sink.ok(i, "input", i, 1));
    assertThat(sink.<Integer>list()).isEqualTo(IntStream.range(0, count).boxed().toList());
    assertThat(sink.consumed()).isEqualTo(count);
  }

  @Test
  void behindThoseOfTheFirstItems() {
    List<Integer> first = IntStream.range(0, PIECE + 3).boxed().toList();
    ListSink sink = new ListSink(3 * PIECE, first);
    shuffled(PIECE + 3, 3 * PIECE).forEach(i -> sink.ok(i, "input", i, 1));
    assertThat(sink.<Integer>list()).isEqualTo(IntStream.range(0, 3 * PIECE).boxed().toList());
    assertThat(sink.consumed()).isEqualTo(3 * PIECE);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "100, -1", "16384, 16384", "100000, 100000", "100000, -1", "50000, 10"})
  void manyAtATime(int count, long expected) {
    ListSink sink = new ListSink(expected);
    List<Integer> starts = shuffled(0, Math.ceilDiv(count, 7000));
    for (int start : starts) {
      int from = start * 7000;
      assertThat(sink.ok(from, IntStream.range(from, Math.min(count, from + 7000)).boxed().toArray())).isTrue();
    }
    assertThat(sink.<Integer>list()).isEqualTo(IntStream.range(0, count).boxed().toList());
    assertThat(sink.consumed()).isEqualTo(count);
    assertThat(sink.ok(Integer.MAX_VALUE, new Object[] {1})).isFalse();
  }

  @Test
  void nullsStay() {
    ListSink sink = new ListSink(2);
    sink.ok(0, "input", null, 1);
    sink.ok(1, "input", null, 1);
    assertThat(sink.list()).containsExactly(null, null);
  }

  @Test
  void theListBelongsToTheCaller() {
    ListSink sink = new ListSink(1);
    sink.ok(0, "input", 1, 1);
    List<Integer> list = sink.list();
    list.add(2);
    list.set(0, 3);
    assertThat(list).containsExactly(3, 2);
  }

  @Test
  void onlyAFailureIsNews() {
    ListSink sink = new ListSink(2);
    sink.ok(0, "input", 1, 1);
    assertThat(sink.hasNews()).isFalse();
    sink.failed(1, "input", new Failure.Cancelled("for the test", Evidence.none()));
    assertThat(sink.hasNews()).isTrue();
  }
}
