package dev.drover;

import dev.drover.task.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The future of one submitted task: a {@link CompletableFuture} whose {@link #cancel} stops the task itself.
 *
 * <p>If the function threw, {@code get()} throws an {@link java.util.concurrent.ExecutionException} with the function's own
 * exception as its cause; any other failure is a {@link dev.drover.task.TaskFailedException} there. Thread-safe.
 *
 * @param <R> the result
 */
public abstract sealed class TaskFuture<R> extends CompletableFuture<R> permits EngineFuture {
  TaskFuture() {}

  /**
   * Stops the task. One that waits is never started. One that runs is interrupted, and in a worker process killed if it
   * does not react; the future is cancelled at once, the worker takes up other work when the task is really gone.
   *
   * @param mayInterruptIfRunning false leaves a running task alone, and then this gives false
   * @return whether the future is cancelled
   */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return super.cancel(mayInterruptIfRunning);
  }

  /**
   * Whether the task runs at this moment.
   *
   * @return false before and after
   */
  public abstract boolean isRunning();

  /**
   * Calls back once with what became of the task; at once if that is known already. An exception of the callback is logged
   * and disturbs no other callback.
   *
   * @param callback called from a thread of the pool, or from this one
   * @return this
   */
  public abstract TaskFuture<R> onDone(Consumer<? super Outcome<?, R>> callback);
}
