package dev.drover;

import dev.drover.internal.engine.Engine;
import dev.drover.internal.engine.Keeper;
import dev.drover.internal.engine.Submission;
import dev.drover.internal.host.Log;
import dev.drover.spi.BatchSource;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Outcome;
import dev.drover.task.TaskFailedException;
import dev.drover.task.TaskOptions;
import dev.drover.task.Timing;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A submitted task and its future in one.
 *
 * <p>States; whoever makes the change owns what follows:
 *
 * <pre>
 * WAITING -> RUNNING      a slot starts it
 * RUNNING -> WAITING      its attempt failed and it is tried again, or its worker died before it began
 * WAITING, RUNNING -> ENDED   value, failure or cancellation: exactly one of them
 * </pre>
 */
final class EngineFuture<R> extends TaskFuture<R> implements Submission {
  private enum State {
    WAITING,
    RUNNING,
    ENDED
  }

  private static final String BY_CALLER = "cancelled by its future";

  private final Object task;
  private final Engine engine;
  private final TaskOptions options;
  private final Optional<Keeper> keeper;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private volatile long index = -1;

  /** For the first thread that waits. */
  private final AtomicReference<BatchSource.Trip> trip = new AtomicReference<>(BatchSource.Trip.UNSEEN);

  // written by whoever ends it, before the future is completed
  private volatile Timing timing = new Timing(0);
  private volatile @Nullable Failure why;

  /** A keeper keeps the program from ending until the task has. */
  EngineFuture(Object task, Engine engine, TaskOptions options, Optional<Keeper> keeper) {
    this.task = task;
    this.engine = engine;
    this.options = options;
    this.keeper = keeper;
  }

  void enqueue() {
    keeper.ifPresent(Keeper::begin);
    try {
      trip.set(engine.submit(this, options));
      if (isDone()) {
        trip.set(BatchSource.Trip.UNSEEN); // it knows much, and may be kept for long
      }
    } catch (RuntimeException refused) {
      keeper.ifPresent(Keeper::end);
      throw refused;
    }
  }

  // --- for the engine ---

  @Override
  public Object task() {
    return task;
  }

  @Override
  public boolean start() {
    return state.compareAndSet(State.WAITING, State.RUNNING);
  }

  @Override
  public void handedOut(long number) {
    index = number;
  }

  @Override
  public long index() {
    return index;
  }

  @Override
  public void requeued() {
    state.compareAndSet(State.RUNNING, State.WAITING);
  }

  @Override
  public boolean abandoned() {
    return state.get() == State.ENDED;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the task gave R, or null
  public void succeed(long number, @Nullable Object value, long nanos) {
    if (end()) {
      timing = new Timing(nanos);
      complete(() -> super.complete((R) value));
    }
  }

  @Override
  public void fail(long number, Failure failure) {
    if (end()) {
      why = failure;
      complete(() -> super.completeExceptionally(exceptionOf(number, failure)));
    }
  }

  /** The program may end only after the callbacks, which are the user's and may take their time. */
  private void complete(Runnable completion) {
    try {
      completion.run();
    } finally {
      keeper.ifPresent(Keeper::end);
    }
  }

  private Throwable exceptionOf(long number, Failure failure) {
    return switch (failure) {
      // completed with a CancellationException as it is, the future would count as cancelled by its caller
      case Failure.Threw threw when !(threw.thrown().exception() instanceof CancellationException) ->
        threw.thrown().exception();
      case Failure.Cancelled c -> new CancellationException(c.reason());
      case Failure.Threw _, Failure.TimedOut _, Failure.Stalled _, Failure.OutOfMemory _, Failure.Crashed _, Failure.Exited _,
          Failure.Unserializable _ ->
        new TaskFailedException(number, task, failure);
    };
  }

  private boolean end() {
    trip.set(BatchSource.Trip.UNSEEN);
    return state.getAndSet(State.ENDED) != State.ENDED;
  }

  /** In one step, so that a task that starts at this moment is left alone. */
  private boolean endIfWaiting() {
    return state.compareAndSet(State.WAITING, State.ENDED);
  }

  // --- for the user ---

  @Override
  public R get() throws InterruptedException, ExecutionException {
    BatchSource.Trip made = helpToTheEnd();
    try {
      return super.get();
    } finally {
      made.helped();
    }
  }

  @Override
  public R get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
    BatchSource.Trip made = timeout > 0 ? help() : BatchSource.Trip.UNSEEN;
    try {
      return super.get(timeout, unit);
    } finally {
      made.helped();
    }
  }

  @Override
  public R join() {
    BatchSource.Trip made = helpToTheEnd();
    try {
      return super.join();
    } finally {
      made.helped();
    }
  }

  /** For who will wait without a limit. */
  private BatchSource.Trip helpToTheEnd() {
    boolean ran = true;
    while (ran && !isDone()) {
      ran = engine.runIfWaiting(this, options);
    }
    return help();
  }

  /** Callbacks of this future would be called in the thread that helps, which may not want to wait for them. */
  private BatchSource.Trip help() {
    if (isDone() || getNumberOfDependents() > 0) {
      return BatchSource.Trip.UNSEEN;
    }
    BatchSource.Trip made = trip.getAndSet(BatchSource.Trip.UNSEEN);
    made.help();
    return made;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (!mayInterruptIfRunning && engine.isRunning(this, options)) {
      return false;
    }
    if (!(mayInterruptIfRunning ? end() : endIfWaiting())) {
      return isCancelled();
    }
    why = new Failure.Cancelled(BY_CALLER, Evidence.none());
    complete(() -> super.cancel(false));
    engine.cancel(this, options, BY_CALLER);
    return true;
  }

  @Override
  public boolean isRunning() {
    return state.get() == State.RUNNING || engine.isRunning(this, options);
  }

  /** The value is the task's to give. */
  @Override
  public boolean complete(R value) {
    return false;
  }

  /** The failure is the task's to give. */
  @Override
  public boolean completeExceptionally(Throwable ex) {
    return false;
  }

  @Override
  public void obtrudeValue(R value) {
    throw new UnsupportedOperationException("the value of a task is the task's to give");
  }

  @Override
  public void obtrudeException(Throwable ex) {
    throw new UnsupportedOperationException("the failure of a task is the task's to give");
  }

  @Override
  public TaskFuture<R> onDone(Consumer<? super Outcome<?, R>> callback) {
    var _ = whenComplete((value, _) -> call(callback, outcome(value)));
    return this;
  }

  private Outcome<?, R> outcome(R value) {
    Failure failure = why;
    return failure == null
        ? new Outcome.Ok<>(Math.max(0, index), task, value, timing)
        : new Outcome.Failed<>(Math.max(0, index), task, failure);
  }

  private void call(Consumer<? super Outcome<?, R>> callback, Outcome<?, R> outcome) {
    try {
      callback.accept(outcome);
    } catch (RuntimeException e) {
      Log.warn("a callback of a task's future threw; the others are still called", e);
    }
  }

  void logFailure() {
    var _ = onDone(o -> {
      if (o instanceof Outcome.Failed<?, ?> f && !(f.failure() instanceof Failure.Cancelled)) {
        Log.warn("a task given to execute() failed: " + f.failure().summary());
      }
    });
  }

  /** Taken out of the queue by {@code shutdownNow()}: cancelled, and given to the caller as something to run. */
  Runnable neverStarted() {
    cancel(false);
    return task instanceof Runnable r ? r : new Unstarted(task);
  }

  /** A task that never started, for the list that {@code shutdownNow()} gives. */
  private record Unstarted(Object task) implements Runnable {
    @Override
    public void run() {
      try {
        Object _ = ((Callable<?>) task).call();
      } catch (Exception e) {
        throw new IllegalStateException("the task threw: " + e.getMessage(), e);
      }
    }
  }
}
