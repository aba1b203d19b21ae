package dev.drover.lab;

import dev.drover.Pool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

/**
 * One task there and back over a warm pool of one: at once after the one before, or after a rest that lets the worker
 * sleep.
 */
record RoundTrip(String name, Duration rest, Duration bar) implements Experiment {
  static RoundTrip hot() {
    return new RoundTrip("round-trip-hot", Idle.NONE, Duration.ofNanos(5_000));
  }

  static RoundTrip asleep() {
    return new RoundTrip("round-trip-asleep", Idle.ASLEEP, Duration.ofNanos(60_000));
  }

  @Override
  public String what() {
    String when = rest.isZero() ? "one straight after another" : "after a rest of " + rest.toMillis() + " ms";
    return "one task there and back, warm pool of 1, " + when;
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    return List.of(
        Contender.drover("processes submit", new Bar.AtMost(bar), submit(() -> Pool.processes(1))),
        Contender.drover("processes map", new Bar.None(), map(() -> Pool.processes(1))),
        Contender.drover("threads submit", new Bar.None(), submit(() -> Pool.threads(1))),
        Contender.drover("threads map", new Bar.None(), map(() -> Pool.threads(1))),
        Contender.peer("java thread pool", () -> executor(Executors.newFixedThreadPool(1))),
        Contender.peer("java ForkJoinPool", () -> executor(new ForkJoinPool(1))),
        Contender.peer("java virtual threads", () -> executor(Executors.newVirtualThreadPerTaskExecutor())),
        Contender.peer("PP4J", this::pp4j),
        Contender.python(python, "Pipe", rest, "round_trip.py", "pipe"),
        Contender.python(python, "Pool.apply", rest, "round_trip.py", "pool"),
        Contender.python(python, "ProcessPoolExecutor", rest, "round_trip.py", "executor"),
        Contender.python(python, "ray", rest, "round_trip.py", "ray").needs(python, "ray"));
  }

  private Contender.Opener submit(Supplier<Pool> opener) {
    return () -> {
      Pool pool = opener.get();
      return new JavaProbe(pool::close, () -> Check.same(42, pool.submit(() -> Work.increment(41)).get()), rest);
    };
  }

  private Contender.Opener map(Supplier<Pool> opener) {
    List<Integer> one = List.of(41);
    return () -> {
      Pool pool = opener.get();
      return new JavaProbe(pool::close, () -> Check.same(42, pool.map(one, Work::increment).getFirst()), rest);
    };
  }

  private Probe executor(ExecutorService pool) {
    return new JavaProbe(pool::close, () -> Check.same(42, pool.submit(() -> Work.increment(41)).get()), rest);
  }

  private Probe pp4j() throws InterruptedException {
    Pp4j pool = Pp4j.open(1);
    return new JavaProbe(pool::close, () -> Check.same(42, pool.increment(41)), rest);
  }
}
