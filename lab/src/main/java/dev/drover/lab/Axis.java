package dev.drover.lab;

import java.util.Locale;

/** Numbers at an axis. */
final class Axis {
  private Axis() {}

  /** Such as {@code 1,000}. */
  static String count(double number) {
    return String.format(Locale.ROOT, "%,d", Math.round(number));
  }
}
