package dev.drover.lab;

import dev.drover.Pool;
import dev.drover.task.Failure;
import dev.drover.task.Outcome;
import dev.drover.task.PoolOptions;
import dev.drover.task.Retry;
import dev.drover.task.TaskOptions;
import dev.drover.testkit.fault.Faults;
import dev.drover.testkit.fault.Faults.Item;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one evil item in a hundred, of every kind there is, costs all the others: the time of a run with them less what they
 * themselves took, against that of a run without them. What stays is the replacement of the workers that they take down.
 *
 * <p>How long an evil item took is what its outcome tells; each held one of the workers meanwhile.
 */
final class EvilItems implements Experiment {
  private static final Contender.Opener NOT_ALONE = Contender.Opener.never("each of its runs is a figure");
  private static final int ITEMS = 100_000;
  private static final int WORKERS = 2;
  private static final int SEED = 1;
  private static final String CLEAN = "none evil, ";
  private static final Duration LIMIT = Duration.ofMillis(500);

  private final String name;
  private final String each;
  private final Duration work;

  /** A run: nanoseconds in all, and how many of them the evil items took from one worker or another. */
  private record Run(double all, double evil) {
    double rest() {
      return all - evil / WORKERS;
    }
  }

  private EvilItems(String name, String each, Duration work) {
    this.name = name;
    this.each = each;
    this.work = work;
  }

  static EvilItems tiny() {
    return new EvilItems("evil-tiny", "tiny", Duration.ZERO);
  }

  static EvilItems millisecond() {
    return new EvilItems("evil-1ms", "1 ms", Duration.ofMillis(1));
  }

  /** As long as a page of text takes; and a tenth of them, for the same evil ones. */
  static EvilItems tenMilliseconds() {
    return new EvilItems("evil-10ms", "10 ms", Duration.ofMillis(10));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String what() {
    return "%s items, 1 %% of them evil, every kind of fault, timeout %d ms; pool of %d"
        .formatted(each, LIMIT.toMillis(), WORKERS);
  }

  @Override
  public Unit unit() {
    return Unit.RATE;
  }

  @Override
  public int items(Scale scale) {
    return scale.of(ITEMS);
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    return List.of(
        Contender.floor("drover " + CLEAN + each, NOT_ALONE),
        Contender.drover("1 % evil", new Bar.None(), NOT_ALONE),
        Contender.drover("1 % evil, their own time off", new Bar.Within(2, "drover " + CLEAN + each), NOT_ALONE));
  }

  @Override
  public Result measure(Scale scale, Python python) {
    int items = items(scale);
    List<Contender> all = contenders(scale, python);
    Run clean = run(Faults.mixed(SEED, items, 0));
    Run evil = run(Faults.mixed(SEED, items, 1));
    return new Result(this, items, List.of(
        Series.of(all.get(0), items, clean.all()),
        Series.of(all.get(1), items, evil.all()),
        Series.of(all.get(2), items, evil.rest())));
  }

  private Run run(List<Item> items) {
    long spin = work.toNanos();
    TaskOptions options = TaskOptions.defaults().withTimeout(LIMIT).retries(Retry.none().crashes(0).memory(0));
    try (Pool pool = Pool.processes(EvilItems::bounded)) {
      Check.same(1L, pool.map(List.of(Item.innocent(1)), Item::run).getFirst());
      BitSet ended = new BitSet(items.size());
      long begin = System.nanoTime();
      long evil;
      try (Stream<Outcome<Item, Object>> outcomes = pool.with(options).outcomes(items, item -> run(item, spin))) {
        evil = outcomes.mapToLong(o -> ownTime(o, ended)).sum();
      }
      Run run = new Run(System.nanoTime() - begin, evil);
      Check.same(items.size(), ended.cardinality());
      return run;
    }
  }

  private static PoolOptions bounded(PoolOptions options) {
    return options.workers(WORKERS).spares(1)
        .output(_ -> {})
        .memory("128m") // room for what leaks between two deaths
        .jvmArgs("-XX:MaxMetaspaceSize=40m", "-XX:MaxDirectMemorySize=16m");
  }

  private static Object run(Item item, long nanos) throws Exception {
    if (item.fault().isEmpty() && nanos > 0) {
      long end = System.nanoTime() + nanos;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }
    return item.run();
  }

  /** Nanoseconds that an evil item took, none for the others; also checks that it ended once and as it should. */
  private static long ownTime(Outcome<Item, Object> outcome, BitSet ended) {
    Check.same(false, ended.get((int) outcome.index()));
    ended.set((int) outcome.index());
    Item item = outcome.input();
    if (item.fault().isEmpty()) {
      Check.same(item + " ok", item + (outcome instanceof Outcome.Ok ? " ok" : " " + outcome));
      return 0;
    }
    checkVerdict(item, outcome);
    return nanos(outcome);
  }

  /** On a loaded machine the timeout may come before the memory is full. */
  private static void checkVerdict(Item item, Outcome<Item, Object> outcome) {
    Optional<Class<? extends Failure>> verdict = switch (outcome) {
      case Outcome.Ok<Item, Object> _ -> Optional.empty();
      case Outcome.Failed<Item, Object> failed -> Optional.of(failed.failure().getClass());
    };
    if (!verdict.equals(Optional.of(Failure.TimedOut.class))) {
      Check.same(item + " " + item.verdict(), item + " " + verdict);
    }
  }

  private static long nanos(Outcome<Item, Object> outcome) {
    return switch (outcome) {
      case Outcome.Ok<Item, Object> ok -> ok.timing().nanos();
      case Outcome.Failed<Item, Object> failed -> failed.failure().evidence().nanos();
    };
  }
}
