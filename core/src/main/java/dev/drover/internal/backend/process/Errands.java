package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * What callers must not do themselves, since somebody may interrupt them, which closes the socket that a thread uses: one thread for
 * a backend, started when it is first needed. Nothing that it does waits for a worker, but for one that does not read. Thread-safe.
 */
final class Errands implements Executor {
  private final BlockingQueue<Optional<Runnable>> queue = new LinkedBlockingQueue<>();
  private final String name;

  // Guarded by this
  private @Nullable Thread thread;
  private boolean ended;

  Errands(String name) {
    this.name = name;
  }

  @Override
  public void execute(Runnable errand) {
    queue.add(Optional.of(errand));
    start();
  }

  private synchronized void start() {
    if (thread == null && !ended) {
      thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }
  }

  private void run() {
    try {
      for (Optional<Runnable> next = queue.take(); next.isPresent(); next = queue.take()) {
        run(next.get());
      }
    } catch (InterruptedException stopped) {
      Log.debug("the thread for errands was interrupted", stopped);
    }
  }

  private static void run(Runnable errand) {
    try {
      errand.run();
    } catch (RuntimeException | Error e) {
      Log.warn("an errand failed", e);
    }
  }

  /** When no worker is left. */
  void end() throws InterruptedException {
    Thread last;
    synchronized (this) {
      ended = true;
      last = thread;
    }
    queue.add(Optional.empty());
    if (last != null) {
      last.join();
    }
  }
}
