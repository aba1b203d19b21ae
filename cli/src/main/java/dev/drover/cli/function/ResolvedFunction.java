package dev.drover.cli.function;

import dev.drover.task.Fn;
import java.util.Optional;

/**
 * What JOB turned out to be.
 *
 * @param function what runs on each input
 * @param natural what its inputs have to be
 * @param takesText whether it takes text as it is, empty lines too
 * @param returnsNothing whether it has no results
 * @param description for the plan: {@code lambda of Path}
 * @param resultSuffix what a result file's suffix is, for jobs that say so
 */
public record ResolvedFunction(
    Fn<Object, Object> function,
    Natural natural,
    boolean takesText,
    boolean returnsNothing,
    String description,
    Optional<String> resultSuffix) {

  @SuppressWarnings("unchecked") // its input is what natural says, and that is what it gets
  static ResolvedFunction of(
      Object function, Natural natural, ParameterType type, boolean nothing, String description) {
    boolean takesText = type == ParameterType.STRING || type == ParameterType.OBJECT;
    return new ResolvedFunction(
        (Fn<Object, Object>) function, natural, takesText, nothing, description, Optional.empty());
  }
}
