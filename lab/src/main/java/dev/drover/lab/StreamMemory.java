package dev.drover.lab;

import dev.drover.Pool;
import dev.drover.lab.plot.Lines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Ten million items through {@code stream}: how much more memory is in use in the calling process in the second half
 * than in the first, how much of it is in flight at most, and what it allocates for each item. Garbage is taken away at each
 * twentieth, so what is measured is what is held. What is in flight goes up and down between nothing and the whole window, so
 * it takes some looks until its median is the same in both halves. At the last look nothing is.
 */
final class StreamMemory implements Experiment {
  private static final Contender.Opener NOT_ALONE = Contender.Opener.never("each stream gives three figures");
  private static final int ITEMS = 10_000_000;
  private static final int WORKERS = 2;
  private static final int PARTS = 20;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  /** What comes and goes in any JVM: buffers, classes, the caches of threads. */
  private static final long CONSTANT = 4_000_000;

  /**
   * What one stream took.
   *
   * @param held bytes in use at each twentieth
   * @param allocated bytes for each item
   */
  private record Taken(List<Lines.Point> held, double allocated) {
    /** From the first half to the second: what is in flight at one moment goes up and down. */
    double growth() {
      int half = held.size() / 2;
      return Math.max(0, median(held.subList(half, held.size())) - median(held.subList(0, half)));
    }

    /** Above what is held when nothing is in flight any more. */
    double inFlight() {
      return held.stream().mapToDouble(Lines.Point::y).max().orElseThrow() - held.getLast().y();
    }

    private static double median(List<Lines.Point> points) {
      return Spread.of(points.stream().mapToDouble(Lines.Point::y).toArray()).median();
    }
  }

  @Override
  public String name() {
    return "stream-memory";
  }

  @Override
  public String what() {
    return "memory of the caller over a stream of items: growth from one half to the other, what is in flight at most,"
        + " and allocation for each item";
  }

  @Override
  public Unit unit() {
    return Unit.BYTES;
  }

  @Override
  public int items(Scale scale) {
    return scale.of(ITEMS);
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    return backends().stream().flatMap(Backend::contenders).toList();
  }

  private record Backend(String name, Supplier<Pool> opener) {
    Stream<Contender> contenders() {
      return Stream.of(growth(), inFlight(), allocation());
    }

    Contender growth() {
      return Contender.drover(name + ", growth", new Bar.AtMostBytes(CONSTANT), NOT_ALONE);
    }

    Contender inFlight() {
      return Contender.drover(name + ", in flight at most", new Bar.None(), NOT_ALONE);
    }

    Contender allocation() {
      return Contender.drover(name + ", allocated for an item", new Bar.None(), NOT_ALONE);
    }
  }

  private static List<Backend> backends() {
    return List.of(
        new Backend("threads", () -> Pool.threads(WORKERS)),
        new Backend("processes", () -> Pool.processes(WORKERS)),
        new Backend("virtual", () -> Pool.virtualThreads(WORKERS)),
        new Backend("auto", Pool::auto),
        new Backend("inline", Pool::inline));
  }

  @Override
  public Result measure(Scale scale, Python python) {
    List<Series> series = new ArrayList<>();
    List<Lines.Curve> curves = new ArrayList<>();
    for (Backend backend : backends()) {
      try {
        Taken taken = Deadline.within(LIMIT, () -> taken(backend, items(scale)));
        curves.add(new Lines.Curve(backend.name(), taken.held()));
        series.add(Series.of(backend.growth(), 1, taken.growth()));
        series.add(Series.of(backend.inFlight(), 1, taken.inFlight()));
        series.add(Series.of(backend.allocation(), 1, taken.allocated()));
      } catch (Exception e) {
        backend.contenders().forEach(c -> series.add(Series.notRun(c, 1, e.toString())));
      }
    }
    return new Result(this, items(scale), series, List.of(
        new Lines("Memory in use", curves, "items", Axis::count, y -> Unit.BYTES.text(y, 1))));
  }

  private static Taken taken(Backend backend, int items) {
    List<Lines.Point> held = new ArrayList<>();
    try (Pool pool = backend.opener().get();
        Stream<Integer> results = pool.stream(() -> new Numbers(items).iterator(), Work::increment)) {
      Iterator<Integer> each = results.iterator();
      int part = items / PARTS;
      long before = 0;
      int last = 0;
      for (int i = 1; each.hasNext(); i++) {
        last = each.next();
        if (i % part == 0) {
          held.add(new Lines.Point(i, Heap.live()));
          before = i == part ? Heap.allocated() : before;
        }
      }
      Check.same(items, last);
      return new Taken(held, (Heap.allocated() - before) / (double) (items - part));
    }
  }
}
