package dev.drover.lab;

import dev.drover.Pool;
import dev.drover.task.PoolOptions;
import java.util.List;
import java.util.stream.IntStream;

/** A program that opens one pool, uses it once, closes it, and prints how long that took by its own clock. */
final class ColdMain {
  static final int ITEMS = 1_000;
  static final int WORKERS = 2;

  private ColdMain() {}

  /**
   * Runs it.
   *
   * @param arguments the backend, or {@code PP4J}, or {@code none} for a JVM that starts and ends, or {@code rest} for one that
   *     starts and waits
   * @throws Exception if that fails
   */
  public static void main(String[] arguments) throws Exception {
    long begin = System.nanoTime();
    switch (arguments[0]) {
      case "none" -> {}
      case "rest" -> {
        System.out.println("resting");
        Thread.currentThread().join();
      }
      case "PP4J" -> pp4j();
      default -> cold(arguments[0]);
    }
    System.out.println("{\"nanos\": " + (System.nanoTime() - begin) + "}");
  }

  static void cold(String backend) {
    try (Pool pool = Pool.open(backend, PoolOptions.defaultOptions().workers(WORKERS))) {
      List<Integer> squares = pool.map(IntStream.range(0, ITEMS).boxed().toList(), Work::square);
      Check.same(Work.square(ITEMS - 1), squares.getLast());
    }
  }

  private static void pp4j() throws Exception {
    Pp4j pool = Pp4j.open(WORKERS);
    List<Integer> squares = pool.map(IntStream.range(0, ITEMS).boxed().toList(), Work::square);
    pool.close();
    Check.same(Work.square(ITEMS - 1), squares.getLast());
  }
}
