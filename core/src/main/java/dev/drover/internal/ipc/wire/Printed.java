package dev.drover.internal.ipc.wire;

/**
 * Which parts of a worker's output files an item wrote.
 *
 * @param outFrom first byte of standard output
 * @param outTo first byte that is no longer part of it
 * @param errFrom the same of standard error
 * @param errTo the same of standard error
 */
public record Printed(long outFrom, long outTo, long errFrom, long errTo) {
  /** Nothing was printed. */
  public static final Printed NOTHING = new Printed(0, 0, 0, 0);

  /** Files are emptied once they are larger than this and the parent has read them. */
  public static final long EMPTY_ABOVE = 8L << 20;

  /**
   * Whether there is anything to read.
   *
   * @return false for nothing on either stream
   */
  public boolean any() {
    return outTo > outFrom || errTo > errFrom;
  }

  /**
   * Whether the worker waits for {@link Frame.OutputTaken} after this.
   *
   * @return true if a file is large
   */
  public boolean wantsAnswer() {
    return outTo > EMPTY_ABOVE || errTo > EMPTY_ABOVE;
  }
}
