package dev.drover.task;

/**
 * A failed item as an exception, thrown by the calls that return plain values.
 *
 * <p>If the function threw, the {@linkplain #getCause() cause} is its own exception with the frames of where it ran.
 */
public final class TaskFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long index;
  private final transient Object input;
  private final transient Failure failure;

  /**
   * Made from a {@link Outcome.Failed}.
   *
   * @param index the item's place among the inputs, from 0
   * @param input the item
   * @param failure why it has no value
   */
  public TaskFailedException(long index, Object input, Failure failure) {
    super(message(index, input, failure), failure instanceof Failure.Threw t ? t.thrown().exception() : null);
    this.index = index;
    this.input = input;
    this.failure = failure;
  }

  private static String message(long index, Object input, Failure failure) {
    String tries = failure.attempts() == 1 ? "1 attempt" : failure.attempts() + " attempts";
    return "item %d (%s) failed after %s: %s".formatted(index, Items.brief(input), tries, failure.summary());
  }

  /**
   * Which input it was.
   *
   * @return its place among the inputs, from 0
   */
  public long index() {
    return index;
  }

  /**
   * The input.
   *
   * @return the caller's object
   */
  public Object input() {
    return input;
  }

  /**
   * Why it has no value.
   *
   * @return the failure
   */
  public Failure failure() {
    return failure;
  }
}
