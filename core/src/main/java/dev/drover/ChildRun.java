package dev.drover;

import dev.drover.event.Event;
import dev.drover.internal.engine.Engine;
import dev.drover.task.ChildOptions;
import dev.drover.task.Outcome;
import dev.drover.task.Retry;
import dev.drover.task.TaskOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A child that was started: an engine with one worker process, which runs one task and ends. Thread-safe.
 *
 * <p>The engine is shut down as soon as it has the task, so that it gives everything back by itself when the task is
 * done. Nothing is tried again once the function has begun. A process that dies before that is replaced, as it would be
 * in a pool, unless it was ended on request: then the task is cancelled.
 */
final class ChildRun {
  static final int SIGTERM = 15;
  static final int SIGKILL = 9;

  private static final TaskOptions ONCE = TaskOptions.defaults().retries(Retry.none().crashes(0).memory(0));
  private static final Duration LONG = Duration.ofDays(1);

  private final Engine engine;
  private final EngineFuture<Object> future;
  private final CompletableFuture<Outcome<?, Object>> outcome = new CompletableFuture<>();

  /** Completed when {@link #process} is known, or when it is known that there will be none. */
  private final CompletableFuture<Void> launched = new CompletableFuture<>();

  private volatile @Nullable ProcessHandle process;

  /** By which the child was asked to end; 0 for none. */
  private volatile int signal;

  private ChildRun(Object task, ChildIdentity identity, ChildOptions options) {
    this.engine = Engine.open(
        "processes",
        options.process().name("drover-" + identity.name()).workers(1).spares(0).listener(this::on),
        false);
    this.future = new EngineFuture<>(new ChildTask(task, identity), engine, ONCE, Optional.empty());
  }

  static ChildRun start(Object task, ChildIdentity identity, ChildOptions options) {
    ChildRun run = new ChildRun(task, identity, options);
    run.start();
    return run;
  }

  private void start() {
    var _ = future.onDone(this::done);
    try {
      future.enqueue();
    } finally {
      engine.shutdown();
    }
  }

  private void done(Outcome<?, Object> what) {
    outcome.complete(what);
    launched.complete(null);
  }

  private void on(Event event) {
    switch (event) {
      case Event.WorkerStarted started -> ProcessHandle.of(started.pid()).ifPresent(this::launched);
      case Event.WorkerStopped _ -> stopped();
      default -> {
        // about items, of which there is one
      }
    }
  }

  /** One that comes up after the child was asked to end is of no use: it was on its way, or replaces one that ended. */
  private void launched(ProcessHandle handle) {
    if (signal == 0 || process == null) {
      process = handle;
    }
    launched.complete(null);
    if (signal != 0) {
      ask(handle, SIGKILL);
    }
  }

  /** If the function had begun, its outcome is known by now, and there is nothing to cancel. */
  private void stopped() {
    if (signal != 0) {
      future.cancel(true);
    }
  }

  /** Waits until there is one; empty if none could be started. */
  Optional<ProcessHandle> process() {
    launched.join();
    return Optional.ofNullable(process);
  }

  /** Interrupts the function if it runs. */
  void interrupt() {
    engine.interrupt(future, ONCE);
  }

  /** Asks the child and all that it has started to end. */
  void end(int by) {
    signal = by;
    ProcessHandle handle = process;
    if (handle == null) {
      future.cancel(true);
      return;
    }
    List<ProcessHandle> descendants = handle.descendants().toList();
    ask(handle, by);
    descendants.forEach(d -> ask(d, by));
  }

  private static void ask(ProcessHandle handle, int by) {
    boolean _ = by == SIGKILL ? handle.destroyForcibly() : handle.destroy();
  }

  /** Waits until nothing is left of the process. */
  Outcome<?, Object> awaitEnd() {
    Outcome<?, Object> known = outcome.join();
    boolean gone = false;
    while (!gone) {
      gone = awaitTermination();
    }
    return known;
  }

  private boolean awaitTermination() {
    try {
      return engine.awaitTermination(LONG);
    } catch (InterruptedException e) {
      return false; // nobody interrupts the thread that waits
    }
  }

  int exitCode(Outcome<?, Object> what) {
    return ExitCodes.of(what, signal);
  }
}
