package dev.drover.lab;

import dev.drover.task.Fn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.viktorc.pp4j.impl.JavaProcessPoolExecutor;
import net.viktorc.pp4j.impl.SimpleJavaProcessOptions;

/**
 * PP4J, the other pool of processes for the JVM. It has no map, so inputs go in as many chunks as Python's pools would
 * make.
 */
final class Pp4j {
  private static final int CHUNKS_PER_WORKER = 4;

  /** What PP4J takes: a lambda alone would not be serialisable. */
  private interface Task<T> extends Callable<T>, Serializable {}

  private final JavaProcessPoolExecutor pool;
  private final int workers;

  private Pp4j(JavaProcessPoolExecutor pool, int workers) {
    this.pool = pool;
    this.workers = workers;
  }

  static Pp4j open(int workers) throws InterruptedException {
    return new Pp4j(
        new JavaProcessPoolExecutor(new SimpleJavaProcessOptions(0), workers, workers, 0, null, false), workers);
  }

  int increment(int x) throws Exception {
    return submit(() -> Work.increment(x)).get();
  }

  List<Integer> map(List<Integer> inputs, Fn<Integer, Integer> function) throws Exception {
    int size = Math.max(1, Math.ceilDiv(inputs.size(), CHUNKS_PER_WORKER * workers));
    List<Future<ArrayList<Integer>>> futures = new ArrayList<>();
    for (int from = 0; from < inputs.size(); from += size) {
      ArrayList<Integer> chunk = new ArrayList<>(inputs.subList(from, Math.min(inputs.size(), from + size)));
      futures.add(submit(() -> loop(chunk, function)));
    }
    List<Integer> results = new ArrayList<>(inputs.size());
    for (Future<ArrayList<Integer>> future : futures) {
      results.addAll(future.get());
    }
    return results;
  }

  @SuppressWarnings("NonApiType") // PP4J wants a type that says that it is serialisable
  private static ArrayList<Integer> loop(List<Integer> inputs, Fn<Integer, Integer> function) throws Exception {
    ArrayList<Integer> results = new ArrayList<>(inputs.size());
    for (Integer x : inputs) {
      results.add(function.apply(x));
    }
    return results;
  }

  private <T extends Serializable> Future<T> submit(Task<T> task) throws Exception {
    return pool.submitExplicitly(task, false);
  }

  /** Waits until its processes have ended. */
  void close() {
    pool.shutdown();
    try {
      boolean _ = pool.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
