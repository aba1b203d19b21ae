package dev.drover;

import dev.drover.internal.function.Loops;
import dev.drover.internal.function.Slice;
import dev.drover.task.Failure;
import dev.drover.task.SliceFn;
import dev.drover.task.TaskFailedException;
import dev.drover.task.Thrown;
import java.lang.reflect.Array;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/** Calls over primitive inputs: slices of them are the items of an ordinary call, whose results are put together. */
final class Primitives {
  private Primitives() {}

  /** Over an array. */
  static <A> A map(Pool pool, Object inputs, Loops.OfNumbers<A> loop, IntFunction<A> results) {
    return join(pool, cut(pool, inputs, loop.worthwhile()), loop, results);
  }

  /** Over the numbers from one on to before another. */
  static <A> A mapRange(Pool pool, long from, long to, Loops.OfNumbers<A> loop, IntFunction<A> results) {
    List<Slice> slices =
        cut(pool, length(from, to), loop.worthwhile(), (first, length) -> new Slice.OfRange(from + first, length, first));
    return join(pool, slices, loop, results);
  }

  static <A, R> List<R> mapSlices(Pool pool, A inputs, SliceFn<A, R> function) {
    if (!inputs.getClass().isArray() || !inputs.getClass().getComponentType().isPrimitive()) {
      throw new IllegalArgumentException("mapSlices got a %s; it takes an array of a primitive type, such as double[]: for objects use map"
          .formatted(inputs.getClass().getTypeName()));
    }
    List<Slice.OfArray> slices = cut(pool, inputs, 1).stream().map(Slice.OfArray.class::cast).toList();
    return pool.map(slices, new Loops.Slices<>(function));
  }

  private static List<Slice> cut(Pool pool, Object inputs, int worthwhile) {
    return cut(pool, Array.getLength(inputs), worthwhile,
        (from, length) -> new Slice.OfArray(inputs, from, from + length, from));
  }

  private static List<Slice> cut(Pool pool, int inputs, int worthwhile, Slice.Maker maker) {
    // Who has nothing to share out need not ask how many could help: that takes as long as some hundred cheap inputs.
    return Slice.cut(inputs, inputs <= worthwhile ? 1 : slots(pool), worthwhile, maker);
  }

  /** How many slots a call may have; {@code auto} has none before its first call. */
  private static int slots(Pool pool) {
    return Math.max(pool.stats().workers(), Runtime.getRuntime().availableProcessors());
  }

  private static <A> A join(Pool pool, List<Slice> slices, Loops.OfNumbers<A> loop, IntFunction<A> results) {
    List<A> parts;
    try {
      parts = pool.map(slices, loop);
    } catch (TaskFailedException failed) {
      throw atElement(failed);
    }
    return parts.size() == 1 ? parts.getFirst() : join(parts, results);
  }

  private static <A> A join(List<A> parts, IntFunction<A> results) {
    A all = results.apply(parts.stream().mapToInt(Array::getLength).sum());
    int at = 0;
    for (A part : parts) {
      int length = Array.getLength(part);
      System.arraycopy(part, 0, all, at, length);
      at += length;
    }
    return all;
  }

  /** Names the input in the place of its slice, where it is known. */
  private static TaskFailedException atElement(TaskFailedException failed) {
    Slice slice = (Slice) failed.input();
    long index = element(failed.failure()).orElse(slice.first());
    TaskFailedException named = new TaskFailedException(index, input(slice, (int) (index - slice.first())), failed.failure());
    named.setStackTrace(failed.getStackTrace());
    return named;
  }

  private static OptionalLong element(Failure failure) {
    List<Thrown> suppressed = failure instanceof Failure.Threw threw ? threw.thrown().suppressed() : List.of();
    return suppressed.stream()
        .filter(s -> s.type().equals(Loops.Element.class.getName()))
        .mapToLong(s -> Loops.Element.index(s.message()))
        .findFirst();
  }

  private static Object input(Slice slice, int offset) {
    return switch (slice) {
      case Slice.OfArray part -> Array.get(part.array(), part.from() + offset);
      case Slice.OfRange range -> range.from() + offset;
    };
  }

  /** The length of a range that ends before {@code to}. */
  static int length(long from, long to) {
    if (to < from || to - from > Integer.MAX_VALUE - 8 || to - from < 0) {
      throw new IllegalArgumentException(
          "range is %d to %d; its end must not be below its start, nor further than an array can hold".formatted(from, to));
    }
    return (int) (to - from);
  }
}
