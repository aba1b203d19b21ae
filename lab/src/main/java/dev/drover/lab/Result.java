package dev.drover.lab;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A measured experiment.
 *
 * @param experiment what was measured
 * @param items in one work
 * @param series one for each contender
 */
record Result(Experiment experiment, int items, List<Series> series) {
  /** The one of a role that is named in the table: the fastest that ran. */
  Optional<Series> fastest(Contender.Role role) {
    return series.stream()
        .filter(s -> s.ran() && s.contender().role() == role)
        .min(Comparator.comparingDouble(s -> s.spread().median()));
  }

  /** Whether a bar was reached; empty if there is none, or it can't be judged. */
  Optional<Boolean> reached(Series mine) {
    if (!mine.ran() || mine.contender().bar() instanceof Bar.None) {
      return Optional.empty();
    }
    return Optional.of(mine.contender().bar().reached(mine, this::named));
  }

  private Series named(String contender) {
    return series.stream()
        .filter(s -> s.ran() && s.contender().name().equals(contender))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a bar names " + contender + ", which was not measured"));
  }
}
