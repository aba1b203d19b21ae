package dev.drover;

import dev.drover.internal.engine.Engine;
import dev.drover.internal.engine.Keeper;
import dev.drover.internal.engine.Outcomes;
import dev.drover.internal.engine.Submission;
import dev.drover.internal.function.Functions;
import dev.drover.internal.host.MemoryBudget;
import dev.drover.internal.host.Nesting;
import dev.drover.spi.Backend;
import dev.drover.spi.BackendStats;
import dev.drover.task.Action;
import dev.drover.task.BiFn;
import dev.drover.task.Call;
import dev.drover.task.Fn;
import dev.drover.task.Order;
import dev.drover.task.Outcome;
import dev.drover.task.PoolOptions;
import dev.drover.task.TaskOptions;
import dev.drover.task.VoidCall;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The pool that all factories give: calls on engines.
 *
 * <p>{@link #with} gives another view of the same {@link Handle}. Nothing inside the engines refers to a view or a handle, so when
 * the user has dropped them all, a cleaner shuts the engines down softly: what was submitted still runs.
 */
final class EnginePool implements Pool {
  private static final Cleaner CLEANER = Cleaner.create(Thread.ofPlatform().daemon().name("drover-cleaner").factory());

  /** What all views share; unreachable when the user has dropped them all. */
  private static final class Handle {
    final Engines engines;

    Handle(Engines engines) {
      this.engines = engines;
      CLEANER.register(this, engines::shutdown);
    }
  }

  private final Handle handle;
  private final TaskOptions options;

  private EnginePool(Handle handle, TaskOptions options) {
    this.handle = handle;
    this.options = options;
  }

  static Pool open(Engines engines, PoolOptions options) {
    return new EnginePool(new Handle(engines), options.defaults());
  }

  private Engine engine() {
    return handle.engines.of(options);
  }

  // --- calls over inputs ---

  @Override
  public <T, R> List<R> map(Iterable<? extends T> inputs, Fn<? super T, ? extends R> function) {
    Objects.requireNonNull(inputs, "inputs");
    Objects.requireNonNull(function, "function");
    try {
      return engine().map(inputs, function, options);
    } finally {
      Reference.reachabilityFence(handle); // a pool in use must not be cleaned away
    }
  }

  @Override
  public <T, R> List<R> map(Stream<? extends T> inputs, Fn<? super T, ? extends R> function) {
    try (inputs) {
      return map(once(inputs), function);
    }
  }

  private static <T> Iterable<T> once(Stream<? extends T> stream) {
    @SuppressWarnings("unchecked") // it is only read from
    Stream<T> readOnly = (Stream<T>) stream;
    Iterator<T> iterator = readOnly.iterator();
    return () -> iterator;
  }

  @Override
  public <A, B, R> List<R> map(
      Iterable<? extends A> first,
      Iterable<? extends B> second,
      BiFn<? super A, ? super B, ? extends R> function) {
    @SuppressWarnings("unchecked") // the pairs are made of A and B only
    BiFn<Object, Object, R> untyped = (BiFn<Object, Object, R>) (BiFn<?, ?, ?>) function;
    return map(Zip.of(first, second), new Functions.OfPair<>(untyped));
  }

  @Override
  public <T> void forEach(Iterable<? extends T> inputs, Action<? super T> action) {
    TaskOptions unordered = options.order(Order.COMPLETION);
    try (Stream<Outcome<T, @Nullable Object>> all =
        new EnginePool(handle, unordered).outcomes(inputs, new Functions.ForEach<T>(action))) {
      all.forEach(Outcome::get);
    }
  }

  @Override
  public <T, R> Stream<R> stream(Iterable<? extends T> inputs, Fn<? super T, ? extends R> function) {
    return values(options.order(Order.INPUT), inputs, function);
  }

  @Override
  public <T, R> Stream<R> streamUnordered(Iterable<? extends T> inputs, Fn<? super T, ? extends R> function) {
    return values(options.order(Order.COMPLETION), inputs, function);
  }

  private <T, R> Stream<R> values(
      TaskOptions ordered, Iterable<? extends T> inputs, Fn<? super T, ? extends R> function) {
    Stream<Outcome<T, R>> outcomes = new EnginePool(handle, ordered).outcomes(inputs, function);
    return outcomes.map(o -> valueOrStop(o, outcomes));
  }

  /** The stream's reader may not close it after an exception, so the run is stopped here. */
  private static <R> R valueOrStop(Outcome<?, R> outcome, Stream<?> outcomes) {
    if (!outcome.isOk()) {
      outcomes.close();
    }
    return outcome.get();
  }

  @Override
  public <T, R> Stream<Outcome<T, R>> outcomes(
      Iterable<? extends T> inputs, Fn<? super T, ? extends R> function) {
    Objects.requireNonNull(inputs, "inputs");
    Objects.requireNonNull(function, "function");
    Outcomes<T, R> all = engine().outcomes(inputs, function, options);
    int traits = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(all, traits), false)
        .onClose(() -> close(all));
  }

  /** The stream's way back to its pool also keeps the pool from being cleaned away while the stream is in use. */
  private void close(Outcomes<?, ?> all) {
    try {
      all.close();
    } finally {
      Reference.reachabilityFence(handle);
    }
  }

  @Override
  public <T, R> Stream<Outcome<T, R>> outcomes(Stream<? extends T> inputs, Fn<? super T, ? extends R> function) {
    Stream<Outcome<T, R>> all = outcomes(once(inputs), function);
    return all.onClose(inputs::close);
  }

  @Override
  public <T> T reduce(Iterable<? extends T> inputs, T identity, BiFn<T, T, T> operation) {
    T sum = identity;
    Stream<T> folded = new EnginePool(handle, options.batch(1)).stream(Slices.of(inputs), new Functions.Fold<T>(operation));
    try (folded) {
      for (T part : (Iterable<T>) folded::iterator) {
        sum = operation.apply(sum, part);
      }
      return sum;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the operation of reduce threw in the calling thread: " + e.getMessage(), e);
    }
  }

  @Override
  public Pool with(TaskOptions other) {
    return new EnginePool(handle, Objects.requireNonNull(other, "options"));
  }

  @Override
  public Pool with(UnaryOperator<TaskOptions> change) {
    return with(change.apply(options));
  }

  // --- submitted tasks ---

  @Override
  public <R> TaskFuture<R> submit(Call<R> task) {
    return enqueue(task);
  }

  @Override
  public TaskFuture<?> submit(VoidCall task) {
    return enqueue(task);
  }

  @Override
  public <R> TaskFuture<R> submit(Callable<R> task) {
    return enqueue(task);
  }

  @Override
  public <R> TaskFuture<R> submit(Runnable task, R result) {
    return enqueue(new Functions.ThenValue<>(Objects.requireNonNull(task, "task"), result));
  }

  @Override
  public TaskFuture<?> submit(Runnable task) {
    return enqueue(task);
  }

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
    return Invocations.all(this, tasks);
  }

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    return Invocations.all(this, tasks, unit.toNanos(timeout));
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
    return Invocations.any(this, tasks);
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return Invocations.any(this, tasks, unit.toNanos(timeout));
  }

  /** A task that throws is logged, as nobody has its future. */
  @Override
  public void execute(Runnable task) {
    EngineFuture<?> future = enqueue(task);
    future.logFailure();
  }

  private <R> EngineFuture<R> enqueue(Object task) {
    Engine engine = handle.engines.ofSubmitted(options);
    EngineFuture<R> future =
        new EngineFuture<>(Objects.requireNonNull(task, "task"), engine, options, Optional.of(Keeper.process()));
    try {
      future.enqueue();
      return future;
    } finally {
      Reference.reachabilityFence(handle);
    }
  }

  // --- figures ---

  @Override
  public String explain() {
    return handle.engines.explain();
  }

  @Override
  public PoolStats stats() {
    List<Engine> opened = handle.engines.opened();
    PoolStats sum = Stats.none();
    for (Engine e : opened) {
      sum = Stats.plus(sum, e);
    }
    return sum;
  }

  @Override
  public List<Backend.Running> running() {
    return handle.engines.opened().stream().flatMap(e -> e.running().stream()).toList();
  }

  // --- the end ---

  @Override
  public void shutdown() {
    handle.engines.shutdown();
  }

  @Override
  public void drain() {
    handle.engines.shutdown();
    handle.engines.opened().forEach(e -> e.drain("the pool was drained"));
  }

  @Override
  public List<Runnable> shutdownNow() {
    handle.engines.shutdown();
    List<Runnable> never = new ArrayList<>();
    for (Engine e : handle.engines.opened()) {
      for (Submission s : e.shutdownNow()) {
        never.add(((EngineFuture<?>) s).neverStarted());
      }
    }
    return never;
  }

  @Override
  public boolean isShutdown() {
    return handle.engines.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return isShutdown() && handle.engines.opened().stream().allMatch(Engine::isTerminated);
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    long end = System.nanoTime() + unit.toNanos(timeout);
    for (Engine e : handle.engines.opened()) {
      if (!e.awaitTermination(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
        return false;
      }
    }
    return isShutdown();
  }

  @Override
  public void close() {
    shutdown();
    boolean interrupted = false;
    for (boolean done = false; !done; ) {
      try {
        done = awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
        shutdownNow();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The figures of {@link PoolStats}, summed over engines. */
  private static final class Stats {
    private Stats() {}

    static PoolStats none() {
      return new PoolStats("auto", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), budget());
    }

    private static PoolStats.Budget budget() {
      MemoryBudget memory = MemoryBudget.ofThisProcess();
      return new PoolStats.Budget(
          Engine.permits(), Engine.leased(), memory.total(), memory.planned(), Nesting.ofThisProcess().depth());
    }

    static PoolStats plus(PoolStats a, Engine e) {
      BackendStats b = e.backendStats();
      Engine.Totals t = e.totals();
      List<Long> pids = new ArrayList<>(a.workerPids());
      pids.addAll(b.pids());
      return new PoolStats(
          e.backendName(),
          a.workers() + b.slots(),
          a.live() + b.live(),
          a.running() + e.running().size(),
          a.queued() + t.queued(),
          a.succeeded() + t.succeeded(),
          a.failed() + t.failed(),
          a.retried() + t.retried(),
          a.workerStarts() + b.workerStarts(),
          a.workerDeaths() + b.workerDeaths(),
          a.abandonedThreads() + b.abandonedThreads(),
          pids,
          a.budget());
    }
  }
}
