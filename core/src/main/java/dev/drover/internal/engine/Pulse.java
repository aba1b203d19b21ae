package dev.drover.internal.engine;

import dev.drover.internal.host.Log;
import dev.drover.task.Progress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells a {@link Progress} ten times a second how far a run is, and once more at its end. */
final class Pulse implements AutoCloseable {
  private static final Duration BEAT = Duration.ofMillis(100);
  private static final Duration LAST_WORD = Duration.ofSeconds(1);

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;

  private Pulse(Progress progress, Supplier<Progress.Snapshot> snapshot) {
    this.thread = Thread.ofVirtual().name("drover-progress").start(() -> beat(progress, snapshot));
  }

  /** Starts it; does nothing for {@link Progress#none()}. */
  static AutoCloseable start(Progress progress, Supplier<Progress.Snapshot> snapshot) {
    return progress == Progress.none() ? () -> {} : new Pulse(progress, snapshot);
  }

  private void beat(Progress progress, Supplier<Progress.Snapshot> snapshot) {
    try {
      while (!over.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
        progress.update(snapshot.get());
      }
      progress.update(snapshot.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody else knows this thread
    } catch (RuntimeException e) {
      Log.callback("a progress listener", e);
    }
  }

  @Override
  public void close() {
    over.countDown();
    try {
      thread.join(LAST_WORD);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
