package dev.drover.lab;

import java.util.Arrays;

/**
 * The figures of several rounds in three numbers. The median, since one slow round on a shared machine says nothing.
 *
 * @param min the smallest
 * @param median the middle one, or the mean of the middle two
 * @param max the largest
 * @param count how many there were
 */
record Spread(double min, double median, double max, int count) {
  static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values: a spread needs at least one");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1], sorted.length);
  }

  /** The median of the ratios of rounds that were run in turn: what slowed both of a pair down falls out of it. */
  static double ratio(double[] mine, double[] other) {
    int pairs = Math.min(mine.length, other.length);
    double[] ratios = new double[pairs];
    Arrays.setAll(ratios, i -> mine[i] / other[i]);
    return of(ratios).median();
  }
}
