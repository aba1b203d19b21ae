package dev.drover.lab;

import dev.drover.lab.plot.Lines;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A measured experiment.
 *
 * @param experiment what was measured
 * @param items in one work
 * @param series one for each contender
 * @param curves how figures change with a number, if that was measured
 */
record Result(Experiment experiment, int items, List<Series> series, List<Lines> curves) {
  Result(Experiment experiment, int items, List<Series> series) {
    this(experiment, items, series, List.of());
  }

  /** The one of a role that is named in the table: the fastest that ran. */
  Optional<Series> fastest(Contender.Role role) {
    return series.stream()
        .filter(s -> s.ran() && s.contender().role() == role)
        .min(Comparator.comparingDouble(s -> s.spread().median()));
  }

  /**
   * How many times a contender used what its bar allows; empty if it has none, or if it or what it is held against was
   * not run.
   */
  OptionalDouble factor(Series mine) {
    Bar bar = mine.contender().bar();
    boolean judged =
        mine.ran() && !(bar instanceof Bar.None) && bar.against().allMatch(name -> named(name).isPresent());
    return judged ? OptionalDouble.of(bar.factor(mine, name -> named(name).orElseThrow())) : OptionalDouble.empty();
  }

  /** Whether a bar was reached; empty as above. */
  Optional<Boolean> reached(Series mine) {
    OptionalDouble factor = factor(mine);
    return factor.isEmpty() ? Optional.empty() : Optional.of(factor.getAsDouble() <= 1);
  }

  private Optional<Series> named(String contender) {
    return series.stream().filter(s -> s.ran() && s.contender().name().equals(contender)).findFirst();
  }
}
