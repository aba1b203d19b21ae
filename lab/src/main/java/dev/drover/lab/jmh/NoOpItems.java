package dev.drover.lab.jmh;

import dev.drover.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What an item costs that does nothing, on two threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class NoOpItems {
  private static final int ITEMS = 100_000;
  private static final int WORKERS = 2;

  private final List<Integer> data = IntStream.range(0, ITEMS).boxed().toList();
  private final AtomicLong seen = new AtomicLong();
  private final Pool pool = Pool.threads(WORKERS);
  private final ExecutorService executor = Executors.newFixedThreadPool(WORKERS);

  /** Open to JMH. */
  public NoOpItems() {}

  /**
   * The benchmarks, Drover's first.
   *
   * @return the names of the methods
   */
  public static List<String> methods() {
    return List.of("droverWithProgress", "drover", "loop", "parallelStream", "threadPool");
  }

  /** Ends both pools. */
  @TearDown
  public void close() {
    pool.close();
    executor.close();
  }

  /**
   * Drover, told of its progress.
   *
   * @return the results
   */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public List<Integer> droverWithProgress() {
    return pool.with(o -> o.progress(p -> seen.set(p.succeeded()))).map(data, x -> x);
  }

  /**
   * Drover.
   *
   * @return the results
   */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public List<Integer> drover() {
    return pool.map(data, x -> x);
  }

  /**
   * One thread.
   *
   * @return the results
   */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public List<Integer> loop() {
    List<Integer> results = new ArrayList<>(data.size());
    for (Integer x : data) {
      results.add(x);
    }
    return results;
  }

  /**
   * A parallel stream.
   *
   * @return the results
   */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public List<Integer> parallelStream() {
    return data.parallelStream().map(x -> x).toList();
  }

  /**
   * A task for each item.
   *
   * @return the results
   * @throws Exception never
   */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public List<Integer> threadPool() throws Exception {
    List<Callable<Integer>> tasks = new ArrayList<>(data.size());
    for (Integer x : data) {
      tasks.add(() -> x);
    }
    List<Integer> results = new ArrayList<>(data.size());
    for (Future<Integer> future : executor.invokeAll(tasks)) {
      results.add(future.get());
    }
    return results;
  }
}
