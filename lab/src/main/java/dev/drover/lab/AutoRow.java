package dev.drover.lab;

import dev.drover.Parallel;
import dev.drover.Pool;
import dev.drover.task.Fn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code auto} against every choice that a user could make instead, on the same items: a row of the notes that the project began
 * with, or a list that is of several kinds. Warm pools, so {@code auto} knows the function from its warm-up.
 *
 * @param name of the experiment
 * @param what is measured
 * @param count of items
 * @param function runs once for each number from 0
 * @param waits whether items wait, so that one at a time would take half a minute
 */
record AutoRow(String name, String what, int count, Fn<Integer, Object> function, boolean waits) implements Experiment {
  private static final int MOST = 1_000;
  private static final int PAGES = 4;
  private static final int PAGE_MILLIS = 50;
  private static final int MILLIS = 10;
  private static final int ROUNDS = 100_000;
  private static final int STRETCH = 300;

  static List<Experiment> all() {
    return List.of(
        new AutoRow("auto-hundred", "squares of a hundred numbers", 100, x -> Work.square(x), false),
        new AutoRow("auto-squares", "squares of a thousand numbers", 1_000, x -> Work.square(x), false),
        new AutoRow("auto-cubes", "cubes of 999 numbers", 999, x -> Work.square(x) * x, false),
        new AutoRow("auto-tens", "the square of ten, a million times", 1_000_000, x -> Work.square(10), false),
        new AutoRow("auto-sums", "ten sums of ten million numbers", 10, x -> Work.sum(10_000_000 + x), false),
        new AutoRow("auto-logarithms", "64 items of 100,000 logarithms", 64, x -> Work.logarithms(x, ROUNDS), false),
        new AutoRow("auto-heavy", "8 items of 2,000,000 logarithms", 8, x -> Work.logarithms(x, 20 * ROUNDS), false),
        new AutoRow("auto-pages", "4 waits of 50 ms", PAGES, x -> Work.squareSlowly(x, PAGE_MILLIS), true),
        new AutoRow("auto-sleeps", "sleeps of 10 ms", 1_000, x -> Work.squareSlowly(x, MILLIS), true),
        new AutoRow("auto-alternating", "cheap, heavy and waiting items by turns", 3 * STRETCH, x -> kind(x % 3, x), true),
        new AutoRow("auto-stretches", "cheap, then heavy, then waiting items", 3 * STRETCH, x -> kind(x / STRETCH, x), true));
  }

  private static Object kind(int which, int x) throws InterruptedException {
    return which == 0 ? Work.square(x) : which == 1 ? Work.logarithms(x, ROUNDS) : Work.squareSlowly(x, MILLIS);
  }

  @Override
  public int items(Scale scale) {
    return count;
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    List<Integer> data = new ArrayList<>(Parallel.range(0, count));
    List<Contender> fixed = new ArrayList<>();
    if (!waits) {
      fixed.add(Contender.floor("inline", map(Pool::inline, data)));
      fixed.add(Contender.floor("processes", map(Pool::processes, data)));
      fixed.add(Contender.peer("java loop", () -> new JavaProbe(() -> {}, () -> complete(loop(data)), Idle.NONE)));
    }
    fixed.add(Contender.floor("threads", map(Pool::threads, data)));
    fixed.add(Contender.floor("virtualThreads(1000)", map(() -> Pool.virtualThreads(MOST), data)));
    List<String> choices = fixed.stream().filter(c -> c.role() == Contender.Role.FLOOR).map(Contender::name).toList();
    List<Contender> everybody = new ArrayList<>();
    everybody.add(Contender.drover("auto", new Bar.NearBest(1.10, choices), map(Pool::auto, data)));
    everybody.addAll(fixed);
    return everybody;
  }

  private Contender.Opener map(Supplier<Pool> opener, List<Integer> data) {
    return () -> {
      Pool pool = opener.get();
      return new JavaProbe(pool::close, () -> complete(pool.map(data, function)), Idle.NONE);
    };
  }

  private List<Object> loop(List<Integer> data) throws Exception {
    List<Object> results = new ArrayList<>(data.size());
    for (Integer x : data) {
      results.add(function.apply(x));
    }
    return results;
  }

  /** The count only: to compute a value again would be measured too. */
  private void complete(List<Object> results) {
    Check.same(count, results.size());
  }
}
