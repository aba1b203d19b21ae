package dev.drover.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Samples of something that is done over and over for a while. */
final class Sampling {
  private static final int MOST = 100_000;

  private Sampling() {}

  /** One sample. */
  interface Sample {
    /** In nanoseconds, or whatever is sampled. */
    double take() throws Exception;
  }

  /** Some code that may throw. */
  interface Work {
    void run() throws Exception;
  }

  /** The median of as many as the time allows, at least one. */
  static double median(Duration budget, Sample sample) throws Exception {
    long end = System.nanoTime() + budget.toNanos();
    List<Double> samples = new ArrayList<>();
    do {
      samples.add(sample.take());
    } while (System.nanoTime() < end && samples.size() < MOST);
    return Spread.of(samples.stream().mapToDouble(Double::doubleValue).toArray()).median();
  }

  /** How long some work takes once, in nanoseconds. */
  static double nanos(Work work) throws Exception {
    long begin = System.nanoTime();
    work.run();
    return System.nanoTime() - begin;
  }
}
