package dev.drover.lab;

import dev.drover.Pool;
import dev.drover.shared.SharedDoubles;
import java.util.List;

/** A large array that is summed in a worker, by reference and as a copy. */
record SumDoubles() implements Experiment {
  private static final int FULL = 12_500_000;
  private static final String LOOP = "java loop";

  @Override
  public String name() {
    return "sum-doubles";
  }

  @Override
  public String what() {
    return "100 MB of doubles summed in a warm worker";
  }

  @Override
  public List<Contender> contenders(Scale scale, Python python) {
    double[] numbers = new double[scale.of(FULL)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i % 8;
    }
    double expected = sum(numbers);
    return List.of(
        Contender.drover("SharedDoubles", new Bar.Within(1.1, LOOP), () -> shared(numbers, expected)),
        Contender.drover("double[]", new Bar.Within(3, LOOP), () -> copied(numbers, expected)),
        Contender.floor(LOOP, () -> new JavaProbe(() -> {}, () -> Check.same(expected, sum(numbers)), Idle.NONE)));
  }

  private static Probe shared(double[] numbers, double expected) {
    SharedDoubles shared = SharedDoubles.of(numbers);
    Pool pool = Pool.processes(1);
    return new JavaProbe(() -> {
      pool.close();
      shared.close();
    }, () -> Check.same(expected, pool.map(List.of(shared), SumDoubles::sum).getFirst()), Idle.NONE);
  }

  private static Probe copied(double[] numbers, double expected) {
    Pool pool = Pool.processes(1);
    return new JavaProbe(
        pool::close, () -> Check.same(expected, pool.map(List.of(numbers), SumDoubles::sum).getFirst()), Idle.NONE);
  }

  private static double sum(double[] numbers) {
    double sum = 0;
    for (double n : numbers) {
      sum += n;
    }
    return sum;
  }

  private static double sum(SharedDoubles numbers) {
    double sum = 0;
    long length = numbers.length();
    for (long i = 0; i < length; i++) {
      sum += numbers.get(i);
    }
    return sum;
  }
}
