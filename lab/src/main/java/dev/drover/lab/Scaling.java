package dev.drover.lab;

import dev.drover.Pool;
import dev.drover.lab.plot.Lines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a tiny item costs, from a thousand of them to ten million: on each backend, by {@code map} and by {@code
 * stream}. If the cost of an item grows with their number, something somewhere is not linear.
 *
 * <p>The figure is the cost of an item at the largest size as a multiple of that at {@link #REFERENCE}; the costs are
 * in the curve.
 */
final class Scaling implements Experiment {
  private static final int REFERENCE = 100_000;
  private static final int SMALLEST = 1_000;
  private static final int LARGEST = 10_000_000;
  private static final int STEP = 10;
  private static final int WORKERS = 2;
  private static final double MOST = 1.25;
  /** Small sizes are repeated for so long, which also warms up what comes after them. */
  private static final Duration AT_LEAST = Duration.ofMillis(400);
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Maps or streams so many items. */
  private interface Way {
    void run(int items) throws Exception;
  }

  /** A way that is open, and that is measured at all sizes one after the other. */
  private record Sized(Runnable end, Way way) implements Probe {
    @Override
    public double round(Duration budget) throws Exception {
      return growth(points(LARGEST));
    }

    List<Lines.Point> points(int largest) throws Exception {
      List<Lines.Point> points = new ArrayList<>();
      for (int size = SMALLEST; size <= largest; size *= STEP) {
        points.add(new Lines.Point(size, nanosPerItem(size)));
      }
      return points;
    }

    private double nanosPerItem(int size) throws Exception {
      return Sampling.median(AT_LEAST, () -> Sampling.nanos(() -> way.run(size)) / size);
    }

    @Override
    public void close() {
      end.run();
    }
  }

  @Override
  public String name() {
    return "scaling";
  }

  @Override
  public String what() {
    return "cost of a tiny item at the largest size as a multiple of that at 100,000 items, warm pool of " + WORKERS;
  }

  @Override
  public Unit unit() {
    return Unit.RATIO;
  }

  @Override
  public int items(Scale scale) {
    return Math.max(REFERENCE, scale.of(LARGEST));
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    List<Contender> all = new ArrayList<>();
    both(all, "threads", () -> Pool.threads(WORKERS));
    both(all, "processes", () -> Pool.processes(WORKERS));
    both(all, "virtual", () -> Pool.virtualThreads(WORKERS));
    both(all, "inline", Pool::inline);
    both(all, "auto", Pool::auto);
    all.add(Contender.peer("java parallel stream", () -> new Sized(() -> {}, Scaling::parallel)));
    all.add(Contender.floor("java loop", () -> new Sized(() -> {}, Scaling::loop)));
    return List.copyOf(all);
  }

  private static void both(List<Contender> all, String backend, Supplier<Pool> opener) {
    Bar linear = new Bar.AtMostTimes(MOST);
    all.add(Contender.drover(backend + " map", linear, () -> {
      Pool pool = opener.get();
      return new Sized(pool::close, items -> Check.same(items, pool.map(new Numbers(items), Work::increment).getLast()));
    }));
    all.add(Contender.drover(backend + " stream", linear, () -> {
      Pool pool = opener.get();
      return new Sized(pool::close, items -> streamed(pool, items));
    }));
  }

  private static void streamed(Pool pool, int items) {
    try (Stream<Integer> results = pool.stream(() -> new Numbers(items).iterator(), Work::increment)) {
      Check.same(items, results.reduce(0, (_, last) -> last));
    }
  }

  private static void parallel(int items) {
    List<Integer> results = new Numbers(items).parallelStream().map(Work::increment).toList();
    Check.same(items, results.getLast());
  }

  private static void loop(int items) {
    List<Integer> results = new ArrayList<>(items);
    for (Integer x : new Numbers(items)) {
      results.add(Work.increment(x));
    }
    Check.same(items, results.getLast());
  }

  @Override
  public Result measure(Scale scale, Python python) {
    List<Series> series = new ArrayList<>();
    List<Lines.Curve> curves = new ArrayList<>();
    for (Contender contender : contenders(scale, python)) {
      try {
        List<Lines.Point> points = Deadline.within(LIMIT, () -> points(contender, items(scale)));
        curves.add(new Lines.Curve(contender.name(), points));
        series.add(Series.of(contender, 1, growth(points)));
      } catch (Exception e) {
        series.add(Series.notRun(contender, 1, e.toString()));
      }
    }
    return new Result(this, items(scale), series, List.of(
        lines("Cost of an item, at once", curves.stream().filter(c -> !isStream(c)).toList()),
        lines("Cost of an item, as a stream", curves.stream().filter(Scaling::isStream).toList())));
  }

  private static Lines lines(String name, List<Lines.Curve> curves) {
    return new Lines(name, curves, "items", Axis::count, y -> Unit.TIME.text(y, 1));
  }

  private static boolean isStream(Lines.Curve curve) {
    return curve.label().startsWith("drover") && curve.label().endsWith(" stream");
  }

  private static List<Lines.Point> points(Contender contender, int largest) throws Exception {
    try (Probe probe = contender.opener().open()) {
      return probe instanceof Sized sized ? sized.points(largest) : List.of();
    }
  }

  private static double growth(List<Lines.Point> points) {
    double reference = points.stream().filter(p -> p.x() == REFERENCE).findFirst().orElseThrow().y();
    return points.getLast().y() / reference;
  }
}
