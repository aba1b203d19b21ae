package dev.drover.cli.problem;

/**
 * The run can't begin or go on, for a reason that the user can mend. Its message is what, the value, the rule and the
 * way out; {@code drover: } is put before it, and no stack trace after it.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Status status;

  private Problem(Status status, String message) {
    super(message);
    this.status = status;
  }

  /**
   * The command line is to blame.
   *
   * @param message for the user
   * @return the problem, to be thrown
   */
  public static Problem usage(String message) {
    return new Problem(Status.USAGE, message);
  }

  /**
   * The surroundings are to blame.
   *
   * @param message for the user
   * @return the problem, to be thrown
   */
  public static Problem cannotRun(String message) {
    return new Problem(Status.COULD_NOT_RUN, message);
  }

  /**
   * How the command ends.
   *
   * @return never {@link Status#OK}
   */
  public Status status() {
    return status;
  }

  /**
   * The message for the user.
   *
   * @return one line, or a few where an expression is shown
   */
  public String text() {
    return String.valueOf(getMessage());
  }
}
