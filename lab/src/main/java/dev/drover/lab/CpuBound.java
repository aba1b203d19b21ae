package dev.drover.lab;

import dev.drover.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Items that only compute, some milliseconds each: how near a pool comes to using every core. */
final class CpuBound implements Experiment {
  private static final int ITEMS = 64;
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final String LOOP = "java loop";

  @Override
  public String name() {
    return "cpu-bound";
  }

  @Override
  public String what() {
    return ITEMS + " items of many logarithms, warm pool of " + CORES;
  }

  @Override
  public int items(Scale scale) {
    return ITEMS;
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    int rounds = scale.of(500_000);
    List<Integer> data = IntStream.range(0, ITEMS).boxed().toList();
    Bar bar = new Bar.Efficiency(0.97, CORES, LOOP);
    return List.of(
        Contender.drover("processes", bar, map(() -> Pool.processes(CORES), data, rounds)),
        Contender.drover("threads", bar, map(() -> Pool.threads(CORES), data, rounds)),
        Contender.drover("auto", new Bar.None(), map(Pool::auto, data, rounds)),
        Contender.floor(LOOP, () -> new JavaProbe(() -> {}, () -> loop(data, rounds), Idle.NONE)),
        Contender.peer("java parallel stream", () -> new JavaProbe(() -> {}, () -> stream(data, rounds), Idle.NONE)),
        Contender.peer("java ForkJoinPool", () -> executor(new ForkJoinPool(CORES), data, rounds)),
        Contender.peer("java thread pool", () -> executor(Executors.newFixedThreadPool(CORES), data, rounds)),
        python(python, "Pool.map", "pool", rounds),
        python(python, "loop", "loop", rounds));
  }

  private static Contender.Opener map(Supplier<Pool> opener, List<Integer> data, int rounds) {
    return () -> {
      Pool pool = opener.get();
      return new JavaProbe(pool::close, () -> complete(pool.map(data, x -> Work.logarithms(x, rounds))), Idle.NONE);
    };
  }

  private static Probe executor(ExecutorService pool, List<Integer> data, int rounds) {
    List<Callable<Double>> tasks = data.stream().map(x -> (Callable<Double>) () -> Work.logarithms(x, rounds)).toList();
    return new JavaProbe(
        pool::close, () -> complete(pool.invokeAll(tasks).stream().map(Future::resultNow).toList()), Idle.NONE);
  }

  private static void loop(List<Integer> data, int rounds) {
    List<Double> results = new ArrayList<>();
    for (Integer x : data) {
      results.add(Work.logarithms(x, rounds));
    }
    complete(results);
  }

  private static void stream(List<Integer> data, int rounds) {
    complete(data.parallelStream().map(x -> Work.logarithms(x, rounds)).toList());
  }

  /** The count only: to compute a value again would be measured too. */
  private static void complete(List<Double> results) {
    Check.same(ITEMS, results.size());
  }

  private static Contender python(Python python, String shown, String how, int rounds) {
    return Contender.python(
        python, shown, Idle.NONE, "cpu.py",
        how, String.valueOf(ITEMS), String.valueOf(rounds), String.valueOf(CORES));
  }
}
