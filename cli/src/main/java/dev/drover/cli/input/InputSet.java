package dev.drover.cli.input;

import dev.drover.cli.function.InputShape;
import dev.drover.cli.function.ResolvedFunction;

/** The inputs of a run before its function is known. */
public interface InputSet {
  /**
   * What they are, as far as can be told before the function is known.
   *
   * @return their shape
   */
  InputShape shape();

  /**
   * Opens them for a function.
   *
   * @param function says what it wants them to be
   * @return the inputs
   * @throws dev.drover.cli.problem.Problem if there are none where there must be
   */
  Source open(ResolvedFunction function);

  /**
   * Whether standard input is read.
   *
   * @return true if it is
   */
  default boolean readsStandardInput() {
    return false;
  }
}
