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
}
