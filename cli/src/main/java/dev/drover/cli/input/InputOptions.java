package dev.drover.cli.input;

import java.util.List;
import java.util.Optional;

/**
 * What the command line says about inputs.
 *
 * @param arguments after JOB
 * @param argumentFile of {@code -a}
 * @param zeroTerminated of {@code -0}
 * @param range of {@code --range}
 */
public record InputOptions(
    List<String> arguments, Optional<String> argumentFile, boolean zeroTerminated, Optional<String> range) {
  /** Copies the list. */
  public InputOptions {
    arguments = List.copyOf(arguments);
  }
}
