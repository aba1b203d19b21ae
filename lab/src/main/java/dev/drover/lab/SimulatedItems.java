package dev.drover.lab;

import dev.drover.internal.engine.Scene;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/**
 * Kinds of items for simulated workers; an item of an index always takes the same time.
 *
 * @param name of the kind
 * @param lengths nanoseconds by index
 */
record SimulatedItems(String name, LongUnaryOperator lengths) {
  static final List<Integer> WORKERS = List.of(1, 4, 16, 64, 256, 1_000, 4_000, 10_000);
  static final List<SimulatedItems> KINDS = List.of(
      new SimulatedItems("equal, 10 ms", _ -> 10_000_000),
      new SimulatedItems("exponential, 10 ms on average", i -> Math.round(-Math.log(draw(i)) * 1e7) + 1),
      new SimulatedItems("heavy tail, 1 ms and up", i -> Math.round(1e6 / Math.pow(draw(i), 1 / 1.5))));

  private static final int ITEMS_EACH = 100;
  private static final long SEED = 20_261_122;

  /** Above 0, up to 1. */
  private static double draw(long index) {
    return 1 - new SplittableRandom(SEED + index).nextDouble();
  }

  /** So many items for each worker that the end of the run is a small part of it. */
  Scene scene(int workers) {
    int items = ITEMS_EACH * workers;
    long[] nanos = IntStream.range(0, items).mapToLong(lengths::applyAsLong).toArray();
    return Scene.of(workers, items, i -> nanos[(int) i]);
  }
}
