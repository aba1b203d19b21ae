package dev.drover.lab;

import dev.drover.Pool;
import dev.drover.task.Fn;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** A hundred megabytes of doubles on their way to a worker, or back from it. */
record BigData(String name, String what, Direction direction) implements Experiment {
  private static final int BYTES = 100_000_000;
  private static final String SUM_HERE = "sum in the caller";
  private static final String SHARED = "SharedDoubles";

  /** Which way they go. */
  private enum Direction {
    ARGUMENT,
    RESULT
  }

  static BigData argument() {
    return new BigData("sum-doubles", "100 MB of doubles summed in a worker, warm pool of 1", Direction.ARGUMENT);
  }

  static BigData result() {
    return new BigData("big-result", "100 MB of doubles made in a worker, warm pool of 1", Direction.RESULT);
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    double[] data = made(scale.of(BYTES) / Double.BYTES);
    String count = String.valueOf(data.length);
    return switch (direction) {
      case ARGUMENT -> List.of(
          Contender.drover("processes, double[]", new Bar.Within(3, SUM_HERE), call(data, BigData::sum, sum(data))),
          Contender.drover("processes, " + SHARED, new Bar.Within(1.1, SUM_HERE), BigData::notThere),
          Contender.python(python, "Pool.apply, array", Idle.NONE, "big.py", "argument", count),
          here(SUM_HERE, sum(data), () -> sum(data)));
      case RESULT -> List.of(
          Contender.drover(
              "processes, double[]", new Bar.AtMost(Duration.ofMillis(60)),
              call(data.length, BigData::made, data.length)),
          Contender.python(python, "Pool.apply, array", Idle.NONE, "big.py", "result", count),
          here("made in the caller", data.length, () -> made(data.length)));
    };
  }

  private static Contender here(String name, Object expected, Callable<Object> work) {
    return Contender.floor(name, () -> new JavaProbe(() -> {}, () -> check(expected, work.call()), Idle.NONE));
  }

  private static Probe notThere() throws NotRunException {
    throw new NotRunException("the lab does not use " + SHARED + " yet");
  }

  private static <T> Contender.Opener call(T argument, Fn<T, Object> function, Object expected) {
    return () -> {
      Pool pool = Pool.processes(o -> o.workers(1).memory("1g"));
      return new JavaProbe(
          pool::close, () -> check(expected, pool.map(List.of(argument), function).getFirst()), Idle.NONE);
    };
  }

  /** Of an array only the length: to look at all of it would be measured too. */
  private static void check(Object expected, Object given) {
    Check.same(expected, given instanceof double[] array ? array.length : given);
  }

  private static double[] made(int count) {
    double[] data = new double[count];
    Arrays.setAll(data, i -> i % 7);
    return data;
  }

  private static double sum(double[] data) {
    double sum = 0;
    for (double d : data) {
      sum += d;
    }
    return sum;
  }
}
