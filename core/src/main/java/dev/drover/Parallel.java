package dev.drover;

import dev.drover.internal.function.Functions;
import dev.drover.task.BiFn;
import dev.drover.task.Call;
import dev.drover.task.Fn;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * One-shots on warm pools that are shared and reused: no pool to open or close.
 *
 * <pre>{@code
 * List<Integer> cubes = Parallel.jobs(3).map(Parallel.range(1, 1000), Cubes::cube);
 * List<Integer> two = Parallel.jobs(3).threads().run(delayed(Cubes::cube, 7), delayed(Cubes::cube, 8));
 * }</pre>
 *
 * <p>Immutable and thread-safe. The shared pools end with the program; {@link #close()} ends them earlier.
 */
public final class Parallel {
  private final String backend;
  private final int jobs;

  private Parallel(String backend, int jobs) {
    this.backend = backend;
    this.jobs = jobs;
  }

  /**
   * With so many items at a time.
   *
   * @param count 1 or more; -1 for all cores, -2 for all but one, and so on
   * @return a runner that decides by itself between threads and processes
   * @throws IllegalArgumentException if it is 0
   */
  public static Parallel jobs(int count) {
    return new Parallel("auto", resolve(count, Runtime.getRuntime().availableProcessors()));
  }

  /** As joblib's {@code n_jobs}: negative numbers count back from the number of cores. */
  static int resolve(int count, int cores) {
    if (count == 0) {
      throw new IllegalArgumentException("jobs is 0; it must be 1 or more, or -1 for all cores, -2 for all but one");
    }
    return count > 0 ? count : Math.max(1, cores + 1 + count);
  }

  /**
   * The same on platform threads.
   *
   * @return a runner
   */
  public Parallel threads() {
    return new Parallel("threads", jobs);
  }

  /**
   * The same on virtual threads, for items that wait.
   *
   * @return a runner
   */
  public Parallel virtualThreads() {
    return new Parallel("virtual", jobs);
  }

  /**
   * The same on worker processes.
   *
   * @return a runner
   */
  public Parallel processes() {
    return new Parallel("processes", jobs);
  }

  /**
   * Runs a function over inputs; see {@link Pool#map(Iterable, Fn)}.
   *
   * @param inputs pulled lazily
   * @param function runs once for each
   * @param <T> the input
   * @param <R> the result
   * @return the results, in the order of the inputs
   */
  public <T, R> List<R> map(Iterable<? extends T> inputs, Fn<? super T, ? extends R> function) {
    return pool().map(inputs, function);
  }

  /**
   * Runs delayed calls, which may be of different functions.
   *
   * @param calls made with {@link #delayed}
   * @param <R> the result
   * @return the results, in the order of the calls
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public final <R> List<R> run(Call<? extends R>... calls) {
    return run(Arrays.asList(calls));
  }

  /**
   * Runs delayed calls, which may be of different functions.
   *
   * @param calls made with {@link #delayed}, pulled lazily
   * @param <R> the result
   * @return the results, in the order of the calls
   */
  public <R> List<R> run(Iterable<? extends Call<? extends R>> calls) {
    return pool().map(calls, Functions.<R>runCall());
  }

  /**
   * A pool that is shared by all who ask for the same backend and number.
   *
   * @return the pool; closing it has no effect on others but costs them a new start
   */
  public Pool pool() {
    return SharedPools.get(backend, jobs);
  }

  /** Ends the shared pools that nobody uses at this moment; the next call starts them anew. */
  public static void close() {
    SharedPools.closeAll();
  }

  /**
   * A call for later.
   *
   * @param function what to call
   * @param input with what
   * @param <T> the input
   * @param <R> the result
   * @return the call
   */
  public static <T, R> Call<R> delayed(Fn<? super T, ? extends R> function, T input) {
    return new Functions.Delayed<>(function, input);
  }

  /**
   * A call of a function of two inputs for later.
   *
   * @param function what to call
   * @param first with what
   * @param second and with what
   * @param <A> the first input
   * @param <B> the second input
   * @param <R> the result
   * @return the call
   */
  public static <A, B, R> Call<R> delayed(BiFn<? super A, ? super B, ? extends R> function, A first, B second) {
    return new Functions.Delayed2<>(function, first, second);
  }

  /**
   * Whole numbers in a row, held as two numbers and no more.
   *
   * @param from the first
   * @param to one past the last; not below {@code from}
   * @return an unmodifiable list
   */
  public static List<Integer> range(int from, int to) {
    if (to < from) {
      throw new IllegalArgumentException("range is %d to %d; its end must not be below its start".formatted(from, to));
    }
    return new Range(from, Math.subtractExact(to, from));
  }

  /** A list without elements of its own. */
  private static final class Range extends AbstractList<Integer> implements RandomAccess {
    private final int from;
    private final int size;

    Range(int from, int size) {
      this.from = from;
      this.size = size;
    }

    @Override
    public Integer get(int index) {
      return from + java.util.Objects.checkIndex(index, size);
    }

    @Override
    public int size() {
      return size;
    }
  }
}
