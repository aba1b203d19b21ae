package dev.drover.lab;

import java.util.List;

/**
 * A row of the bars: what has to be reached for one kind of work, whether or not it can be measured yet.
 *
 * @param work what is done
 * @param bar what has to be reached
 * @param floor what the machine allows at best, as it was found on two cores
 * @param experiments that measure it: those contenders are judged that have a bar; names that no experiment has are left out,
 *     and a row without any is not measured
 */
record BarRow(String work, String bar, String floor, List<String> experiments) {
  static BarRow of(String work, String bar, String floor, String... experiments) {
    return new BarRow(work, bar, floor, List.of(experiments));
  }
}
