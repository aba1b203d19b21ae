package dev.drover.examples;

import dev.drover.Pool;
import java.util.List;

/** Squares on two worker processes: the smallest use of a pool. */
public final class Squares {
  private Squares() {}

  /**
   * Prints the squares of four numbers.
   *
   * @param args not looked at
   */
  public static void main(String[] args) {
    System.out.println(of(List.of(1, 2, 3, 4)));
  }

  static List<Integer> of(List<Integer> numbers) {
    try (Pool pool = Pool.processes(2)) {
      return pool.map(numbers, x -> x * x);
    }
  }
}
