package dev.drover.task;

import java.time.Duration;
import java.util.Locale;

/** How quantities read in messages. */
final class Texts {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private Texts() {}

  /** Seconds with as many decimals as matter, or milliseconds below one second. */
  static String duration(Duration d) {
    long millis = d.toNanos() / NANOS_PER_MILLI;
    if (millis < 1000) {
      return millis + " ms";
    }
    String seconds = String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    return seconds.replaceAll("\\.?0+$", "") + " s";
  }

  /** As {@link #duration}, with microseconds and nanoseconds for what is shorter than a millisecond. */
  static String shortDuration(Duration d) {
    long nanos = d.toNanos();
    if (nanos >= NANOS_PER_MILLI) {
      return duration(d);
    }
    return nanos < 1000 ? nanos + " ns" : nanos / 1000 + " us";
  }

  /** Without decimals that say nothing. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
  }

  /** The usual name of a signal, and its number. */
  static String signal(int number) {
    String name =
        switch (number) {
          case 1 -> "SIGHUP";
          case 2 -> "SIGINT";
          case 3 -> "SIGQUIT";
          case 4 -> "SIGILL";
          case 5 -> "SIGTRAP";
          case 6 -> "SIGABRT";
          case 7 -> "SIGBUS";
          case 8 -> "SIGFPE";
          case 9 -> "SIGKILL";
          case 11 -> "SIGSEGV";
          case 13 -> "SIGPIPE";
          case 15 -> "SIGTERM";
          default -> "signal";
        };
    return name + " (" + number + ")";
  }

  static void requireOneOrMore(String what, int count, String otherwise) {
    if (count < 1) {
      throw new IllegalArgumentException("%s is %d; it must be 1 or more: %s".formatted(what, count, otherwise));
    }
  }
}
