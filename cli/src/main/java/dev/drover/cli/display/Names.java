package dev.drover.cli.display;

import dev.drover.task.Items;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** How inputs, times and failures are written for people. */
public final class Names {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final Pattern PLAIN_WORD = Pattern.compile("[\\w@%+=:,./-]+");
  private static final Pattern PACKAGE = Pattern.compile("^(?:[a-z][\\w]*\\.)+(?=[A-Z])");
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;

  private Names() {}

  /**
   * An input on one line, with nothing in it that a terminal would act on.
   *
   * @param value the input
   * @return the text, cut if it is long
   */
  public static String of(Object value) {
    String brief = harmless(Items.brief(value));
    return brief.isEmpty() ? "''" : brief;
  }

  /**
   * A text with nothing in it that a terminal would act on.
   *
   * @param text any
   * @return the same with question marks for control characters
   */
  public static String harmless(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }

  /** The first line of a message, without the package of the exception. */
  static String cause(String summary) {
    String first = summary.lines().findFirst().orElse("").strip();
    return harmless(PACKAGE.matcher(first).replaceFirst(""));
  }

  /**
   * A time, as exact as people need it.
   *
   * @param time 0 or more
   * @return {@code 820 ms}, {@code 3.2 s}, {@code 2 min 5 s}, {@code 1 h 3 min}
   */
  public static String time(Duration time) {
    long millis = time.toMillis();
    long seconds = time.toSeconds();
    if (millis < 10) {
      return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
    }
    if (millis < 1000) {
      return millis + " ms";
    }
    if (seconds < MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", Math.min(millis / 1000.0, 59.9));
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + " min " + seconds % MINUTE + " s";
    }
    return seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min";
  }

  static String rate(double perSecond) {
    return perSecond >= 100
        ? String.format(Locale.ROOT, "%.0f/s", perSecond)
        : String.format(Locale.ROOT, "%.1f/s", perSecond);
  }

  static String attempts(int count) {
    return count == 1 ? "1 attempt" : count + " attempts";
  }

  /**
   * A word as a shell takes it.
   *
   * @param word any
   * @return the same, quoted if it has to be
   */
  public static String quoted(String word) {
    return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
