package dev.drover.lab;

/** A figure of a wrong result is no figure. */
final class Check {
  private Check() {}

  static void same(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new IllegalStateException("a measured work gave " + actual + " where it has to give " + expected);
    }
  }
}
