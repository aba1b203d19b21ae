package dev.drover.jobs;

import dev.drover.task.Fn;
import java.nio.file.Path;

/** A function over files that has a name. Immutable and thread-safe. */
public interface Job {
  /**
   * What it is called on the command line.
   *
   * @return such as {@code pdf-text}
   */
  String name();

  /**
   * What it does, for a list of jobs.
   *
   * @return one line without a full stop
   */
  String summary();

  /**
   * What a result file is called: this takes the place of the input's suffix.
   *
   * @return such as {@code .txt}, with the dot
   */
  String resultSuffix();

  /**
   * The function itself. It can travel to another process; a file that it can't use makes it throw
   * {@link JobInputException}.
   *
   * @return from a file to the bytes of its result
   */
  Fn<Path, byte[]> function();
}
