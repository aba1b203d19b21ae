package dev.drover.cli.record;

import dev.drover.cli.function.Natural;
import dev.drover.cli.input.Source;
import java.nio.file.Path;
import java.util.Map;

/**
 * A run that has ended: what was run and which items failed.
 *
 * @param id its name
 * @param head what was run
 * @param failed the items that failed
 */
public record RunRecord(String id, Head head, Source failed) {
  /**
   * What was run.
   *
   * @param directory the working directory, which names of files are relative to
   * @param job as typed
   * @param options values by the long names of options, as typed; {@code true} for flags
   * @param natural what the inputs were before the function was known
   */
  public record Head(Path directory, String job, Map<String, String> options, Natural natural) {
    /** Copies the map. */
    public Head {
      options = Map.copyOf(options);
    }
  }
}
