package dev.drover.lab;

import dev.drover.lab.Contender.Role;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one contender with a bar came to.
 *
 * @param result of its experiment
 * @param series its own figures
 */
record Judged(Result result, Series series) {
  /** How many times what is allowed; empty if it can't be judged since something was not run. */
  OptionalDouble factor() {
    return result.factor(series);
  }

  boolean missed() {
    return factor().orElse(0) > 1;
  }

  String measured() {
    return series.ran() ? text(series) : "not run";
  }

  /** The fastest that is somebody else's, measured in the same run. */
  String peer() {
    return result.fastest(Role.PEER).map(this::named).orElse("-");
  }

  /** What plain code took in the same run. */
  Optional<String> floor() {
    return result.fastest(Role.FLOOR).map(this::named);
  }

  String verdict() {
    OptionalDouble factor = factor();
    return factor.isEmpty() ? "not judged"
        : factor.getAsDouble() <= 1 ? "reached"
        : "MISSED " + Unit.plain(factor.getAsDouble()) + " x";
  }

  /** Why there is no verdict. */
  String reason() {
    return series.ran() ? "what it is held against was not run" : series.notRun();
  }

  private String named(Series other) {
    return text(other) + " " + other.contender().name();
  }

  private String text(Series some) {
    return result.experiment().unit().text(some.spread().median(), result.items());
  }
}
