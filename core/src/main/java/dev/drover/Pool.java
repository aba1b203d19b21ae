package dev.drover;

import dev.drover.internal.function.Loops;
import dev.drover.spi.Backend;
import dev.drover.task.Action;
import dev.drover.task.BiFn;
import dev.drover.task.Broadcast;
import dev.drover.task.Call;
import dev.drover.task.DoubleFn;
import dev.drover.task.Fn;
import dev.drover.task.IntFn;
import dev.drover.task.LongFn;
import dev.drover.task.Outcome;
import dev.drover.task.PoolOptions;
import dev.drover.task.SliceFn;
import dev.drover.task.TaskFailedException;
import dev.drover.task.TaskOptions;
import dev.drover.task.VoidCall;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Runs functions over many inputs, on threads, virtual threads or isolated worker processes, with the same calls.
 *
 * <pre>{@code
 * try (Pool pool = Pool.processes(4)) {
 *   List<Integer> squares = pool.map(numbers, x -> x * x);
 * }
 * }</pre>
 *
 * <table>
 * <caption>Which pool</caption>
 * <tr><th>factory</th><th>runs items</th><th>stops an item that hangs</th><th>survives a crash</th></tr>
 * <tr><td>{@link #auto()}</td><td>where it is fastest and the options can be kept</td><td>yes</td><td>if it has to</td></tr>
 * <tr><td>{@link #inline()}</td><td>in the calling thread</td><td>no</td><td>no</td></tr>
 * <tr><td>{@link #threads(int)}</td><td>on platform threads</td><td>by interrupt only</td><td>no</td></tr>
 * <tr><td>{@link #virtualThreads(int)}</td><td>on virtual threads: for items that wait</td><td>by interrupt only</td>
 * <td>no</td></tr>
 * <tr><td>{@link #processes(int)}</td><td>in JVMs of their own</td><td>yes</td><td>yes</td></tr>
 * </table>
 *
 * <p>Inputs are pulled lazily, from one thread at a time, though not always the caller's. A pool is thread-safe; several
 * calls may run at once and share its workers. It is an {@link ExecutorService}: {@link #close()} waits for what has been
 * submitted, {@link #shutdownNow()} stops it, and after either no thread, process or file of the pool is left. A pool that
 * is dropped without being closed ends by itself once its work is done.
 */
public sealed interface Pool extends ExecutorService permits EnginePool {

  /**
   * A pool that decides by itself where to run each call.
   *
   * @return a new pool
   */
  static Pool auto() {
    return Pools.open("auto", PoolOptions.defaultOptions());
  }

  /**
   * A pool that runs everything in the calling thread, as a plain loop would.
   *
   * @return a new pool
   */
  static Pool inline() {
    return Pools.open("inline", PoolOptions.defaultOptions());
  }

  /**
   * A pool of platform threads, as many as there are cores.
   *
   * @return a new pool
   */
  static Pool threads() {
    return Pools.open("threads", PoolOptions.defaultOptions());
  }

  /**
   * A pool of platform threads.
   *
   * @param workers how many, 1 or more
   * @return a new pool
   */
  static Pool threads(int workers) {
    return Pools.open("threads", PoolOptions.defaultOptions().workers(workers));
  }

  /**
   * A pool that runs each item on a virtual thread: for items that wait for something else than a core.
   *
   * @param max how many items run at a time at most, 1 or more
   * @return a new pool
   */
  static Pool virtualThreads(int max) {
    return Pools.open("virtual", PoolOptions.defaultOptions().workers(max));
  }

  /**
   * A pool of worker processes, as many as there are cores.
   *
   * @return a new pool; the processes start with the first call
   */
  static Pool processes() {
    return Pools.open("processes", PoolOptions.defaultOptions());
  }

  /**
   * A pool of worker processes.
   *
   * @param workers how many, 1 or more; more than there are cores is allowed and logged
   * @return a new pool; the processes start with the first call
   */
  static Pool processes(int workers) {
    return Pools.open("processes", PoolOptions.defaultOptions().workers(workers));
  }

  /**
   * A pool of worker processes with other options.
   *
   * @param options changes the defaults: {@code o -> o.workers(8).memory("512m")}
   * @return a new pool; the processes start with the first call
   */
  static Pool processes(UnaryOperator<PoolOptions> options) {
    return Pools.open("processes", options.apply(PoolOptions.defaultOptions()));
  }

  /**
   * A pool with other options that decides by itself where to run each call.
   *
   * @param options how it is built
   * @return a new pool
   */
  static Pool open(PoolOptions options) {
    return Pools.open("auto", options);
  }

  /**
   * A pool on any backend that {@link java.util.ServiceLoader} finds.
   *
   * @param backend {@code auto}, {@code inline}, {@code threads}, {@code virtual}, {@code processes}, or one of an
   *     extension
   * @param options how it is built
   * @return a new pool
   * @throws IllegalArgumentException if there is no such backend; the message names those that there are
   */
  static Pool open(String backend, PoolOptions options) {
    return Pools.open(backend, options);
  }

  /**
   * Runs a function over inputs and gives the results in the order of the inputs.
   *
   * @param inputs pulled lazily, once
   * @param function runs once for each
   * @param <T> the input
   * @param <R> the result
   * @return the results, in the order of the inputs; may contain null where the function gave null. The list is the caller's, who
   *     may change it
   * @throws TaskFailedException for the first item that failed for good; items that had not started are
   *     cancelled then, running ones are interrupted
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt status stays set
   * @throws java.util.concurrent.RejectedExecutionException if the pool is shut down
   */
  <T, R> List<R> map(Iterable<? extends T> inputs, Fn<? super T, ? extends R> function);

  /**
   * As {@link #map(Iterable, Fn)}, over a stream, which is closed afterwards.
   *
   * @param inputs pulled lazily
   * @param function runs once for each
   * @param <T> the input
   * @param <R> the result
   * @return the results, in the order of the inputs
   */
  <T, R> List<R> map(Stream<? extends T> inputs, Fn<? super T, ? extends R> function);

  /**
   * Runs a function over pairs of inputs, the first with the first and so on; ends with the shorter one.
   *
   * @param first first inputs
   * @param second second inputs
   * @param function runs once for each pair
   * @param <A> the first input
   * @param <B> the second input
   * @param <R> the result
   * @return the results, in the order of the inputs
   */
  <A, B, R> List<R> map(
      Iterable<? extends A> first,
      Iterable<? extends B> second,
      BiFn<? super A, ? super B, ? extends R> function);

  /**
   * Runs a function over an array of {@code int}, without a box for any of them. What the engine sees as an item is a slice
   * of neighbours, so timeouts, retries and progress are those of slices.
   *
   * @param inputs only read
   * @param function runs once for each
   * @return the results, in the order of the inputs
   * @throws TaskFailedException for the first slice that failed; it names the input at which the function threw
   */
  default int[] mapToInt(int[] inputs, IntFn function) {
    return Primitives.map(this, inputs, new Loops.Ints(function), int[]::new);
  }

  /**
   * As {@link #mapToInt(int[], IntFn)}, over a range of whole numbers.
   *
   * @param from the first
   * @param to the one after the last
   * @param function runs once for each
   * @return the results, in order
   */
  default int[] mapToInt(int from, int to, IntFn function) {
    return Primitives.mapRange(this, from, to, new Loops.Ints(function), int[]::new);
  }

  /**
   * Runs a function over an array of {@code long}, without a box for any of them. What the engine sees as an item is a slice
   * of neighbours, so timeouts, retries and progress are those of slices.
   *
   * @param inputs only read
   * @param function runs once for each
   * @return the results, in the order of the inputs
   * @throws TaskFailedException for the first slice that failed; it names the input at which the function threw
   */
  default long[] mapToLong(long[] inputs, LongFn function) {
    return Primitives.map(this, inputs, new Loops.Longs(function), long[]::new);
  }

  /**
   * As {@link #mapToLong(long[], LongFn)}, over a range of whole numbers.
   *
   * @param from the first
   * @param to the one after the last
   * @param function runs once for each
   * @return the results, in order
   */
  default long[] mapToLong(long from, long to, LongFn function) {
    return Primitives.mapRange(this, from, to, new Loops.Longs(function), long[]::new);
  }

  /**
   * Runs a function over an array of {@code double}, without a box for any of them. What the engine sees as an item is a slice
   * of neighbours, so timeouts, retries and progress are those of slices.
   *
   * @param inputs only read
   * @param function runs once for each
   * @return the results, in the order of the inputs
   * @throws TaskFailedException for the first slice that failed; it names the input at which the function threw
   */
  default double[] mapToDouble(double[] inputs, DoubleFn function) {
    return Primitives.map(this, inputs, new Loops.Doubles(function), double[]::new);
  }

  /**
   * As {@link #mapToDouble(double[], DoubleFn)}, over a range of whole numbers.
   *
   * @param from the first
   * @param to the one after the last
   * @param function runs once for each
   * @return the results, in order
   */
  default double[] mapToDouble(int from, int to, DoubleFn function) {
    return Primitives.mapRange(this, from, to, new Loops.Doubles(function), double[]::new);
  }

  /**
   * Runs a function over slices of an array of a primitive type, whose loop is the user's own. Threads read the caller's array,
   * and a worker process gets a copy of its slice.
   *
   * @param inputs an array of a primitive type; only read
   * @param function runs once for each slice
   * @param <A> the array
   * @param <R> the result
   * @return one result for each slice, in order; how many there are is decided by the length of the array
   * @throws IllegalArgumentException if it is no such array
   */
  default <A, R> List<R> mapSlices(A inputs, SliceFn<A, R> function) {
    return Primitives.mapSlices(this, inputs, function);
  }

  /**
   * Does something with each input.
   *
   * @param inputs pulled lazily
   * @param action runs once for each
   * @param <T> the input
   * @throws TaskFailedException for the first item that failed for good
   */
  <T> void forEach(Iterable<? extends T> inputs, Action<? super T> action);

  /**
   * As {@link #map(Iterable, Fn)}, but results come while later items still run. Close the stream if you don't read it to
   * its end: that cancels the rest.
   *
   * @param inputs pulled as the results are taken; may be endless
   * @param function runs once for each
   * @param <T> the input
   * @param <R> the result
   * @return the results in the order of the inputs; reading throws {@link TaskFailedException} at an item
   *     that failed
   */
  <T, R> Stream<R> stream(Iterable<? extends T> inputs, Fn<? super T, ? extends R> function);

  /**
   * As {@link #stream}, with the results as they come.
   *
   * @param inputs pulled as the results are taken; may be endless
   * @param function runs once for each
   * @param <T> the input
   * @param <R> the result
   * @return the results as the items finish
   */
  <T, R> Stream<R> streamUnordered(Iterable<? extends T> inputs, Fn<? super T, ? extends R> function);

  /**
   * Runs a function over inputs and gives one outcome for each, which never throws for a task. They come as the items
   * finish, or in the order of the inputs with {@link TaskOptions#order(dev.drover.task.Order)}. Close the stream if you
   * don't read it to its end: that cancels the rest.
   *
   * @param inputs pulled as the outcomes are taken; may be endless
   * @param function runs once for each
   * @param <T> the input
   * @param <R> the result
   * @return the outcomes; an exception that the inputs' iterator throws comes after the outcomes of the inputs before
   */
  <T, R> Stream<Outcome<T, R>> outcomes(Iterable<? extends T> inputs, Fn<? super T, ? extends R> function);

  /**
   * As {@link #outcomes(Iterable, Fn)}, over a stream, which is closed with the result.
   *
   * @param inputs pulled as the outcomes are taken; may be endless
   * @param function runs once for each
   * @param <T> the input
   * @param <R> the result
   * @return the outcomes
   */
  <T, R> Stream<Outcome<T, R>> outcomes(Stream<? extends T> inputs, Fn<? super T, ? extends R> function);

  /**
   * Combines all inputs into one value. Neighbours are combined, so the operation has to be associative but need not be
   * commutative.
   *
   * @param inputs read to the end
   * @param identity the value for no inputs, neutral for the operation
   * @param operation associative
   * @param <T> the input
   * @return the combined value
   */
  <T> T reduce(Iterable<? extends T> inputs, T identity, BiFn<T, T, T> operation);

  /**
   * This pool with other options for its calls. Nothing is copied or started; closing either closes both.
   *
   * @param options for the calls made on what is returned
   * @return the same pool
   */
  Pool with(TaskOptions options);

  /**
   * As {@link #with(TaskOptions)}, changing the options that hold.
   *
   * @param change such as {@code o -> o.retries(Retry.times(2))}
   * @return the same pool
   */
  Pool with(UnaryOperator<TaskOptions> change);

  /**
   * Makes a value known to workers: it travels to each of them once, when the first item there asks for it.
   *
   * @param value must be able to travel if items run in processes, and must not be changed from now on
   * @param <T> the value
   * @return what functions capture in its place; good for other pools too
   */
  default <T> Broadcast<T> broadcast(T value) {
    return Broadcast.of(value);
  }

  /**
   * Why the last call ran where it did, in a few lines with numbers.
   *
   * @return text for people
   */
  String explain();

  /**
   * Figures of this moment.
   *
   * @return a snapshot
   */
  PoolStats stats();

  /**
   * What runs at this moment.
   *
   * @return a snapshot, oldest first
   */
  List<Backend.Running> running();

  /**
   * Runs a function once.
   *
   * <p>On threads, a task may wait for another one by {@code join()} or {@code get()}: if no thread has begun with that one, it runs in
   * the task that waits, so tasks that wait for each other's results need no more threads than one. With a time limit, or for one that
   * pauses before it is tried again, it only waits.
   *
   * @param task what to run
   * @param <R> the result
   * @return its future
   */
  <R> TaskFuture<R> submit(Call<R> task);

  /**
   * Runs some code once.
   *
   * @param task what to run
   * @return its future, with null as its value
   */
  TaskFuture<?> submit(VoidCall task);

  @Override
  <R> TaskFuture<R> submit(Callable<R> task);

  @Override
  <R> TaskFuture<R> submit(Runnable task, R result);

  @Override
  TaskFuture<?> submit(Runnable task);

  /**
   * As {@link #shutdown()}, but what has not started is cancelled: running items may finish, and calls that wait for results get
   * the outcomes of what has run and a {@link dev.drover.task.Failure.Cancelled} for the rest.
   */
  void drain();

  /** Waits for everything that has been submitted, then ends the pool. Idempotent; an interrupt makes it stop the rest. */
  @Override
  void close();
}
