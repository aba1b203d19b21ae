package dev.drover.spi;

/**
 * One thing that a backend has found out about where it would run, or has planned for that reason.
 *
 * @param what in a word or two: {@code memory}
 * @param ok whether the backend can work with it
 * @param text one line: what was detected or planned, and why; if it is not ok, with the way out
 */
public record Finding(String what, boolean ok, String text) {
  /**
   * Something that is as it should be.
   *
   * @param what in a word or two
   * @param text one line
   * @return the finding
   */
  public static Finding good(String what, String text) {
    return new Finding(what, true, text);
  }

  /**
   * Something that keeps the backend from working.
   *
   * @param what in a word or two
   * @param text one line, with the way out
   * @return the finding
   */
  public static Finding bad(String what, String text) {
    return new Finding(what, false, text);
  }
}
