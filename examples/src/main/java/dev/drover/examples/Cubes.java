package dev.drover.examples;

import static dev.drover.Parallel.delayed;

import dev.drover.Parallel;
import java.util.List;

/** Cubes on a pool that is shared and kept warm: nothing to open or close. */
public final class Cubes {
  private Cubes() {}

  /**
   * Prints the cubes of the numbers below 1000, added up, and two of them.
   *
   * @param args not looked at
   */
  public static void main(String[] args) {
    System.out.println(below(1000).stream().mapToLong(Long::longValue).sum());
    System.out.println(two());
  }

  static List<Long> below(int end) {
    return Parallel.jobs(3).map(Parallel.range(1, end), Cubes::cube);
  }

  static List<Long> two() {
    return Parallel.jobs(3).threads().run(delayed(Cubes::cube, 7), delayed(Cubes::cube, 8));
  }

  static long cube(int n) {
    return (long) n * n * n;
  }
}
