package dev.drover.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Java code measured in this JVM, after a pause if one is asked for. */
final class JavaProbe implements Probe {
  /** Some code that may throw. */
  interface Work {
    void run() throws Exception;
  }

  private static final int MOST_SAMPLES = 100_000;

  private final Runnable end;
  private final Work work;
  private final Duration pause;

  JavaProbe(Runnable end, Work work, Duration pause) {
    this.end = end;
    this.work = work;
    this.pause = pause;
  }

  @Override
  public double round(Duration budget) throws Exception {
    long end = System.nanoTime() + budget.toNanos();
    List<Long> samples = new ArrayList<>();
    do {
      samples.add(sample());
    } while (System.nanoTime() < end && samples.size() < MOST_SAMPLES);
    return Spread.of(samples.stream().mapToDouble(Long::doubleValue).toArray()).median();
  }

  @Override
  public void warmUp(Duration budget) throws Exception {
    long end = System.nanoTime() + budget.toNanos();
    do {
      work.run();
    } while (System.nanoTime() < end);
  }

  private long sample() throws Exception {
    if (pause.isPositive()) {
      Thread.sleep(pause);
    }
    long begin = System.nanoTime();
    work.run();
    return System.nanoTime() - begin;
  }

  @Override
  public void close() {
    end.run();
  }
}
