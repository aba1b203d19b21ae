package dev.drover.internal.backend.process;

import dev.drover.spi.Depot;
import dev.drover.task.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What one caller has asked the depot of this process to keep. Thread-safe. */
final class ProcessDepot implements Depot {
  private final int most;
  private final Duration patience;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ProcessDepot(int most, Duration patience) {
    this.most = most;
    this.patience = patience;
  }

  static ProcessDepot open(int most, Duration patience) {
    ProcessDepot depot = new ProcessDepot(most, patience);
    Parking.process().open(depot);
    return depot;
  }

  int most() {
    return most;
  }

  Duration patience() {
    return patience;
  }

  @Override
  public void prepare(PoolOptions options, int workers) {
    RunDirectory directory = RunDirectory.acquire();
    try {
      long heap = HeapPlan.usual(options, workers);
      Recipe recipe = new WorkerCommand(options.jvmArgs(), workers, heap, directory.base()).recipe(directory);
      Parking.process().prepare(recipe, workers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      directory.release();
    }
  }

  @Override
  public List<Long> pids() {
    return Parking.process().pids();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Parking.process().close(this);
    }
  }
}
