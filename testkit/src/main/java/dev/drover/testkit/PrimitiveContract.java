package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Pool;
import dev.drover.task.Failure;
import dev.drover.task.TaskFailedException;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pool promises about inputs of primitive types. */
public abstract class PrimitiveContract extends PoolContract {
  private static final int MANY = 200_003;

  /** For subclasses. */
  protected PrimitiveContract() {}

  @Test
  @DisplayName("arrays of each type come back in order, whatever their length")
  void arrays() {
    try (Pool pool = open(2)) {
      for (int length : List.of(0, 1, 2, 15, 16, 17, 1000, MANY)) {
        int[] ints = IntStream.range(0, length).toArray();
        long[] longs = LongStream.range(0, length).toArray();
        double[] doubles = IntStream.range(0, length).asDoubleStream().toArray();
        assertThat(pool.mapToInt(ints, x -> x * x)).isEqualTo(IntStream.range(0, length).map(x -> x * x).toArray());
        assertThat(pool.mapToLong(longs, x -> x << 20)).isEqualTo(LongStream.of(longs).map(x -> x << 20).toArray());
        assertThat(pool.mapToDouble(doubles, Math::sqrt)).isEqualTo(DoubleStream.of(doubles).map(Math::sqrt).toArray());
      }
    }
  }

  @Test
  @DisplayName("ranges begin where they are told to, and need no array")
  void ranges() {
    try (Pool pool = open(2)) {
      assertThat(pool.mapToInt(-3, 3, x -> x)).containsExactly(-3, -2, -1, 0, 1, 2);
      assertThat(pool.mapToLong(1L << 40, (1L << 40) + 2, x -> x)).containsExactly(1L << 40, (1L << 40) + 1);
      assertThat(pool.mapToDouble(0, 3, x -> x / 2)).containsExactly(0, 0.5, 1);
      assertThat(pool.mapToInt(5, 5, x -> x)).isEmpty();
      assertThat(pool.mapToInt(0, MANY, x -> x + 1)).isEqualTo(IntStream.rangeClosed(1, MANY).toArray());
      assertThatThrownBy(() -> pool.mapToInt(5, 4, x -> x))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("range is 5 to 4; its end must not be below its start, nor further than an array can hold");
    }
  }

  @Test
  @DisplayName("slices cover the array once, in order")
  void slices() {
    double[] inputs = IntStream.range(0, MANY).asDoubleStream().toArray();
    try (Pool pool = open(2)) {
      List<Double> sums = pool.mapSlices(inputs, (double[] array, int from, int to) -> {
        double sum = 0;
        for (int i = from; i < to; i++) {
          sum += array[i];
        }
        return sum;
      });
      assertThat(sums.stream().mapToDouble(d -> d).sum()).isEqualTo((double) MANY * (MANY - 1) / 2);
      List<Double> firsts = pool.mapSlices(inputs, (double[] array, int from, int to) -> array[from]);
      assertThat(firsts).hasSizeGreaterThan(2).isSorted().doesNotHaveDuplicates().startsWith(0.0);
      assertThatThrownBy(() -> pool.mapSlices(List.of(1), (array, from, to) -> array))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("it takes an array of a primitive type, such as double[]: for objects use map");
    }
  }

  @Test
  @DisplayName("a function that throws names the input, not the slice")
  void failure() {
    try (Pool pool = open(2)) {
      int[] inputs = IntStream.range(0, 5000).map(x -> -x).toArray();
      assertThatThrownBy(() -> pool.mapToInt(inputs, x -> 100 / (x + 4321)))
          .isInstanceOfSatisfying(TaskFailedException.class, e -> {
            assertThat(e.index()).isEqualTo(4321);
            assertThat(e.input()).isEqualTo(-4321);
            assertThat(e.failure()).isInstanceOf(Failure.Threw.class);
          })
          .hasMessageStartingWith("item 4321 (-4321) failed after")
          .hasCauseInstanceOf(ArithmeticException.class);
      assertThatThrownBy(() -> pool.mapToLong(10, 3000, x -> 100 / (x - 2222)))
          .hasMessageStartingWith("item 2212 (2222) failed after");
    }
  }
}
