package dev.drover.task;

/**
 * How many items go to a worker at a time.
 *
 * <p>Larger batches cost less hand-over for each item, smaller ones share the work out more evenly.
 *
 * @param items the fixed size, or 0 for a size that follows the measured time of an item
 */
public record BatchSize(int items) {
  private static final BatchSize AUTO = new BatchSize(0);

  /** Checks the size. */
  public BatchSize {
    if (items < 0) {
      throw new IllegalArgumentException(
          "batch size is %d; it must be 1 or more: use BatchSize.auto() to have it measured".formatted(items));
    }
  }

  /**
   * A size that follows the measured time of an item.
   *
   * @return the size
   */
  public static BatchSize auto() {
    return AUTO;
  }

  /**
   * A fixed size.
   *
   * @param items how many, 1 or more
   * @return the size
   */
  public static BatchSize of(int items) {
    if (items == 0) {
      throw new IllegalArgumentException(
          "batch size is 0; it must be 1 or more: use BatchSize.auto() to have it measured");
    }
    return new BatchSize(items);
  }

  /**
   * Whether the size follows the measured time.
   *
   * @return true for {@link #auto()}
   */
  public boolean measured() {
    return items == 0;
  }
}
