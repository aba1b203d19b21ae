package dev.drover.lab;

import dev.drover.Pool;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A hundred megabytes of doubles, made in a worker, as the result of one item. */
final class BigResult implements Experiment {
  private static final int BYTES = 100_000_000;

  @Override
  public String name() {
    return "big-result";
  }

  @Override
  public String what() {
    return "100 MB of doubles made in a worker, warm pool of 1";
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    int count = scale.of(BYTES) / Double.BYTES;
    return List.of(
        Contender.drover("processes, double[]", new Bar.AtMost(Duration.ofMillis(60)), () -> inWorker(count)),
        Contender.python(python, "Pool.apply, array", Idle.NONE, "big.py", String.valueOf(count)),
        Contender.floor("made in the caller", () -> new JavaProbe(
            () -> {}, () -> Check.same(count, made(count).length), Idle.NONE)));
  }

  private static Probe inWorker(int count) {
    Pool pool = Pool.processes(o -> o.workers(1).memory("1g"));
    return new JavaProbe(
        pool::close,
        () -> Check.same(count, pool.map(List.of(count), BigResult::made).getFirst().length), Idle.NONE);
  }

  private static double[] made(int count) {
    double[] data = new double[count];
    Arrays.setAll(data, i -> i % 7);
    return data;
  }
}
