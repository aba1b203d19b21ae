package dev.drover.lab;

import dev.drover.Pool;
import dev.drover.task.IntFn;
import java.util.List;
import java.util.stream.IntStream;

/** Several cheap functions in one program: a loop that all of them share can't be compiled together with any of them. */
record FiveFunctions() implements Experiment {
  private static final int INPUTS = 100_000;
  private static final String LOOP = "java loop";

  @Override
  public String name() {
    return "five-functions";
  }

  @Override
  public String what() {
    return "five functions by turns, each over 100,000 ints by mapToInt";
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    int[] inputs = IntStream.range(0, INPUTS).toArray();
    return List.of(
        Contender.drover("auto", new Bar.Within(1.05, LOOP), () -> drover(Pool.auto(), inputs)),
        Contender.drover("threads", new Bar.None(), () -> drover(Pool.threads(2), inputs)),
        Contender.floor(LOOP, () -> new JavaProbe(() -> {}, () -> Check.same(expected(), loops(inputs)), Idle.NONE)),
        Contender.peer("java parallel stream", () -> new JavaProbe(() -> {}, () -> Check.same(expected(), streams(inputs)), Idle.NONE)));
  }

  private static Probe drover(Pool pool, int[] inputs) {
    return new JavaProbe(pool::close, () -> Check.same(expected(), maps(pool, inputs)), Idle.NONE);
  }

  private static int expected() {
    int x = INPUTS - 1;
    return (x + 1) + x * 3 + (x ^ 5) + (x >> 1) + (7 - x);
  }

  private static int maps(Pool pool, int[] inputs) {
    return last(pool, inputs, x -> x + 1)
        + last(pool, inputs, x -> x * 3)
        + last(pool, inputs, x -> x ^ 5)
        + last(pool, inputs, x -> x >> 1)
        + last(pool, inputs, x -> 7 - x);
  }

  private static int last(Pool pool, int[] inputs, IntFn function) {
    return pool.mapToInt(inputs, function)[INPUTS - 1];
  }

  /** Five loops, as one writes them. */
  private static int loops(int[] inputs) {
    int[] first = new int[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      first[i] = inputs[i] + 1;
    }
    int[] second = new int[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      second[i] = inputs[i] * 3;
    }
    int[] third = new int[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      third[i] = inputs[i] ^ 5;
    }
    int[] fourth = new int[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      fourth[i] = inputs[i] >> 1;
    }
    int[] fifth = new int[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      fifth[i] = 7 - inputs[i];
    }
    int last = INPUTS - 1;
    return first[last] + second[last] + third[last] + fourth[last] + fifth[last];
  }

  private static int streams(int[] inputs) {
    int last = INPUTS - 1;
    return IntStream.of(inputs).parallel().map(x -> x + 1).toArray()[last]
        + IntStream.of(inputs).parallel().map(x -> x * 3).toArray()[last]
        + IntStream.of(inputs).parallel().map(x -> x ^ 5).toArray()[last]
        + IntStream.of(inputs).parallel().map(x -> x >> 1).toArray()[last]
        + IntStream.of(inputs).parallel().map(x -> 7 - x).toArray()[last];
  }
}
