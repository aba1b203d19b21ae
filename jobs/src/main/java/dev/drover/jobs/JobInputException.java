package dev.drover.jobs;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that a job can't use. The message names the file, says what is wrong with it, and what can be done.
 *
 * <p>Trying again gives the same: only another file helps.
 */
public final class JobInputException extends IOException {
  private static final long serialVersionUID = 1;

  private final String file;

  JobInputException(Path file, String what, String remedy) {
    super("%s %s; %s".formatted(file, what, remedy));
    this.file = file.toString();
  }

  JobInputException(Path file, String what, String remedy, Throwable cause) {
    this(file, what, remedy);
    initCause(cause);
  }

  /**
   * Which file it is.
   *
   * @return the path as the job was given it
   */
  public Path file() {
    return Path.of(file);
  }
}
