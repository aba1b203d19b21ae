package dev.drover.lab;

import dev.drover.Depot;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * Work that finds its workers ready: they are awaited before each sample, which is not measured. While others have their turn
 * there is no depot.
 */
final class DepotProbe implements Probe {
  private static final Duration FILLED_WITHIN = Duration.ofSeconds(15);
  private static final long LOOK_EVERY_MILLIS = 5;

  private final int workers;
  private final Sampling.Work work;

  DepotProbe(int workers, Sampling.Work work) {
    this.workers = workers;
    this.work = work;
  }

  @Override
  public double round(Duration budget) throws Exception {
    try (Depot depot = Depot.open(workers)) {
      depot.prepare(o -> o.workers(workers));
      return Sampling.median(budget, () -> sample(depot));
    }
  }

  private void awaitFull(Depot depot) throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + FILLED_WITHIN.toNanos();
    while (depot.workerPids().size() < workers) {
      if (System.nanoTime() > end) {
        throw new TimeoutException("the depot was not full within %d s".formatted(FILLED_WITHIN.toSeconds()));
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  private double sample(Depot depot) throws Exception {
    awaitFull(depot);
    return Sampling.nanos(work);
  }

  @Override
  public void close() {
    // each round has a depot of its own
  }
}
