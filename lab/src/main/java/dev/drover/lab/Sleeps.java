package dev.drover.lab;

import com.pivovarit.collectors.ParallelCollectors;
import dev.drover.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Items that only wait: 1,000 times 10 ms. */
final class Sleeps implements Experiment {
  private static final int MILLIS = 10;

  @Override
  public String name() {
    return "sleeps";
  }

  @Override
  public String what() {
    return "sleeps of 10 ms, warm pool";
  }

  @Override
  public int items(Scale scale) {
    return scale.of(1_000);
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    List<Integer> data = IntStream.range(0, items(scale)).boxed().toList();
    return List.of(
        Contender.drover("auto", new Bar.AtMost(Duration.ofMillis(30)), map(Pool::auto, data)),
        Contender.drover("virtualThreads(1000)", new Bar.None(), map(() -> Pool.virtualThreads(1_000), data)),
        Contender.drover("threads(8)", new Bar.None(), map(() -> Pool.threads(8), data)),
        Contender.peer("java virtual threads", () -> virtualThreads(data)),
        Contender.peer("parallel-collectors", () -> parallelCollectors(data)),
        python(python, "Pool(8)", "pool", data.size(), 8),
        python(python, "dummy Pool(8)", "threads", data.size(), 8),
        python(python, "dummy Pool(200)", "threads", data.size(), 200));
  }

  private static Contender.Opener map(Supplier<Pool> opener, List<Integer> data) {
    Integer last = Work.square(data.getLast());
    return () -> {
      Pool pool = opener.get();
      return new JavaProbe(
          pool::close, () -> Check.same(last, pool.map(data, x -> Work.squareSlowly(x, MILLIS)).getLast()), Idle.NONE);
    };
  }

  private static Probe virtualThreads(List<Integer> data) {
    ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
    return new JavaProbe(pool::close, () -> {
      List<Future<Integer>> futures = new ArrayList<>();
      for (Integer x : data) {
        futures.add(pool.submit(() -> Work.squareSlowly(x, MILLIS)));
      }
      for (int i = 0; i < data.size(); i++) {
        Check.same(Work.square(data.get(i)), futures.get(i).get());
      }
    }, Idle.NONE);
  }

  /** Which takes a virtual thread for each item, as long as nobody says otherwise. */
  private static Probe parallelCollectors(List<Integer> data) {
    return new JavaProbe(() -> {}, () -> Check.same(
        Work.square(data.getLast()),
        data.stream().collect(ParallelCollectors.parallel(Sleeps::unchecked, Collectors.toList())).join().getLast()),
        Idle.NONE);
  }

  private static int unchecked(int x) {
    try {
      return Work.squareSlowly(x, MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Contender python(Python python, String shown, String how, int items, int workers) {
    return Contender.python(
        python, shown, Idle.NONE, "sleeps.py", how, String.valueOf(items), "0.010", String.valueOf(workers));
  }
}
