package dev.drover;

import dev.drover.internal.engine.Engine;
import dev.drover.task.PoolOptions;
import dev.drover.task.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * {@code auto}: worker processes where an option can only be kept by them, otherwise an engine that measures: the caller's thread
 * first, then threads, or virtual threads for items that wait. Engines are opened when they are needed.
 */
final class AutoEngines implements Engines {
  private final PoolOptions options;
  private final boolean hasLimits;

  // written by those who hold this
  private volatile @Nullable Engine threads;
  private @Nullable Engine processes;
  private boolean closed;
  /** Why processes; empty while an engine that measures has the last word. */
  private volatile String why = "";

  AutoEngines(PoolOptions options) {
    this.options = options;
    this.hasLimits = options.memory().isPresent() || options.upkeep().residentLimit().isPresent();
  }

  @Override
  public Engine of(TaskOptions task) {
    Engine measuring = threads;
    if (measuring != null && why.isEmpty() && !task.needIsolation() && !hasLimits) {
      return measuring; // without a lock: a call of cheap items takes about as long as one
    }
    return choose(task);
  }

  private synchronized Engine choose(TaskOptions task) {
    if (task.needIsolation()) {
      return processes("a timeout that has to stop code that doesn't react");
    }
    if (hasLimits) {
      return processes("a limit on memory");
    }
    why = "";
    return threads();
  }

  private Engine processes(String reason) {
    why = "auto: worker processes, since only they can keep " + reason;
    requireOpen();
    if (processes == null) {
      processes = Engine.open("processes", options, false);
    }
    return processes;
  }

  private Engine threads() {
    requireOpen();
    if (threads == null) {
      threads = Engine.open("threads", options, true);
    }
    return threads;
  }

  private void requireOpen() {
    if (closed) {
      throw new RejectedExecutionException("the pool is shut down; open a new one: it takes no new calls");
    }
  }

  @Override
  public synchronized List<Engine> opened() {
    List<Engine> all = new ArrayList<>();
    if (threads != null) {
      all.add(threads);
    }
    if (processes != null) {
      all.add(processes);
    }
    return all;
  }

  @Override
  public synchronized String explain() {
    String measured = threads == null ? "" : threads.explain();
    return !why.isEmpty() ? why : !measured.isEmpty() ? measured : "auto: nothing has run yet";
  }

  @Override
  public synchronized void shutdown() {
    closed = true;
    opened().forEach(Engine::shutdown);
  }

  @Override
  public synchronized boolean isShutdown() {
    return closed;
  }
}
