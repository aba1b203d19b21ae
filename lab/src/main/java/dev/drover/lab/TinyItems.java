package dev.drover.lab;

import com.pivovarit.collectors.ParallelCollectors;
import dev.drover.Pool;
import dev.drover.task.Fn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Items that cost next to nothing, over warm pools: what is measured is everything but the function. */
final class TinyItems implements Experiment {
  private static final int WORKERS = 2;
  private static final String LOOP = "java loop";

  private final String name;
  private final int full;
  private final String functionName;
  private final Fn<Integer, Integer> function;

  private TinyItems(String name, int full, String functionName, Fn<Integer, Integer> function) {
    this.name = name;
    this.full = full;
    this.functionName = functionName;
    this.function = function;
  }

  static TinyItems million() {
    return new TinyItems("map-million", 1_000_000, "increment", Work::increment);
  }

  static TinyItems squares() {
    return new TinyItems("map-squares", 1_000, "square", Work::square);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String what() {
    return "map of tiny items (" + functionName + "), warm pool of " + WORKERS;
  }

  @Override
  public Unit unit() {
    return full > 1_000 ? Unit.RATE : Unit.TIME;
  }

  @Override
  public int items(Scale scale) {
    return full > 1_000 ? scale.of(full) : full;
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    List<Integer> data = IntStream.range(0, items(scale)).boxed().toList();
    List<Contender> all = new ArrayList<>(drover(data));
    all.addAll(java(data));
    all.addAll(python(python, data.size()));
    return all;
  }

  private List<Contender> drover(List<Integer> data) {
    boolean million = full > 1_000;
    Bar processes = million ? new Bar.AtLeast(20e6) : new Bar.None();
    Bar auto = million ? new Bar.None() : new Bar.Within(1.05, LOOP);
    return List.of(
        Contender.drover("processes", processes, map(() -> Pool.processes(WORKERS), data)),
        Contender.drover("threads", new Bar.None(), map(() -> Pool.threads(WORKERS), data)),
        Contender.drover("auto", auto, map(Pool::auto, data)));
  }

  private List<Contender> java(List<Integer> data) {
    return List.of(
        Contender.floor(LOOP, () -> probe(() -> {}, data, this::loop)),
        Contender.peer("java parallel stream", () -> probe(() -> {}, data, this::parallelStream)),
        Contender.peer("java thread pool", executor(() -> Executors.newFixedThreadPool(WORKERS), data)),
        Contender.peer("java ForkJoinPool", executor(() -> new ForkJoinPool(WORKERS), data)),
        Contender.peer("java virtual threads", executor(Executors::newVirtualThreadPerTaskExecutor, data)),
        Contender.peer("parallel-collectors", () -> {
          ExecutorService pool = Executors.newFixedThreadPool(WORKERS);
          return probe(pool::close, data, inputs -> collect(pool, inputs));
        }),
        Contender.peer("PP4J, chunks", () -> {
          Pp4j pool = Pp4j.open(WORKERS);
          return probe(pool::close, data, inputs -> pool.map(inputs, function));
        }));
  }

  /** A task for each item. */
  private Contender.Opener executor(Supplier<ExecutorService> opener, List<Integer> data) {
    return () -> {
      ExecutorService pool = opener.get();
      return probe(pool::close, data, inputs -> invokeAll(pool, inputs));
    };
  }

  private List<Integer> collect(ExecutorService pool, List<Integer> data) {
    return data.stream()
        .collect(ParallelCollectors.parallel(this::unchecked, Collectors.toList(), pool, WORKERS))
        .join();
  }

  private List<Contender> python(Python python, int items) {
    return List.of(
        python(python, "Pool.map", "pool", items),
        python(python, "ProcessPoolExecutor.map, chunks", "executor", items),
        python(python, "dummy Pool.map", "threads", items),
        python(python, "loop", "loop", items),
        python(python, "joblib", "joblib", items).needs(python, "joblib"),
        python(python, "ray, chunks", "ray", items).needs(python, "ray"));
  }

  private Contender python(Python python, String shown, String how, int items) {
    return Contender.python(
        python, shown, Idle.NONE, "map_items.py", how, functionName, String.valueOf(items), String.valueOf(WORKERS));
  }

  private Contender.Opener map(Supplier<Pool> opener, List<Integer> data) {
    return () -> {
      Pool pool = opener.get();
      return probe(pool::close, data, inputs -> pool.map(inputs, function));
    };
  }

  private Probe probe(Runnable end, List<Integer> data, Fn<List<Integer>, List<Integer>> all) throws Exception {
    Integer last = function.apply(data.getLast());
    return new JavaProbe(end, () -> Check.same(last, all.apply(data).getLast()), Idle.NONE);
  }

  private List<Integer> loop(List<Integer> data) throws Exception {
    List<Integer> results = new ArrayList<>(data.size());
    for (Integer x : data) {
      results.add(function.apply(x));
    }
    return results;
  }

  private List<Integer> parallelStream(List<Integer> data) {
    return data.parallelStream().map(this::unchecked).toList();
  }

  /** The functions here throw nothing, which their type does not say. */
  private Integer unchecked(Integer x) {
    try {
      return function.apply(x);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Integer> invokeAll(ExecutorService pool, List<Integer> data) throws Exception {
    List<Callable<Integer>> tasks = new ArrayList<>(data.size());
    for (Integer x : data) {
      tasks.add(() -> function.apply(x));
    }
    List<Integer> results = new ArrayList<>(data.size());
    for (Future<Integer> future : pool.invokeAll(tasks)) {
      results.add(future.get());
    }
    return results;
  }
}
