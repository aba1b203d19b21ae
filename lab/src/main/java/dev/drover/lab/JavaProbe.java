package dev.drover.lab;

import java.time.Duration;

/** Java code measured in this JVM, after a pause if one is asked for. */
final class JavaProbe implements Probe {
  private final Runnable end;
  private final Sampling.Work work;
  private final Duration pause;

  JavaProbe(Runnable end, Sampling.Work work, Duration pause) {
    this.end = end;
    this.work = work;
    this.pause = pause;
  }

  @Override
  public double round(Duration budget) throws Exception {
    return Sampling.median(budget, this::sample);
  }

  @Override
  public void warmUp(Duration budget) throws Exception {
    long end = System.nanoTime() + budget.toNanos();
    do {
      work.run();
    } while (System.nanoTime() < end);
  }

  private double sample() throws Exception {
    if (pause.isPositive()) {
      Thread.sleep(pause);
    }
    return Sampling.nanos(work);
  }

  @Override
  public void close() {
    end.run();
  }
}
