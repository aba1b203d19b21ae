package dev.drover.cli.problem;

/** The exit statuses; the help and the reference print this table. */
public enum Status {
  /** Nothing went wrong. */
  OK(0, "all items succeeded"),
  /** The run went to its end. */
  SOME_FAILED(1, "some items failed"),
  /** The command line is to blame. */
  USAGE(2, "wrong usage: nothing was started"),
  /** By {@code --halt}. */
  HALTED(3, "stopped early by --halt"),
  /** The surroundings are to blame. */
  COULD_NOT_RUN(4, "could not run: -o not writable, no workers, no such backend"),
  /** By {@code --deadline}. */
  DEADLINE(124, "stopped by --deadline"),
  /** By SIGINT. */
  INTERRUPTED(130, "interrupted (Ctrl-C)"),
  /** Nobody reads standard output any more. */
  BROKEN_PIPE(141, "the reader of standard output went away"),
  /** By SIGTERM. */
  TERMINATED(143, "terminated (SIGTERM)");

  private final int code;
  private final String meaning;

  Status(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /**
   * The number for the shell.
   *
   * @return 0 to 255
   */
  public int code() {
    return code;
  }

  /**
   * What it says.
   *
   * @return a few words
   */
  public String meaning() {
    return meaning;
  }
}
