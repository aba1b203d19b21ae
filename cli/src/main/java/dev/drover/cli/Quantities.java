package dev.drover.cli;

import dev.drover.cli.problem.Problem;
import dev.drover.cli.problem.Suggest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers, times and choices of options. */
final class Quantities {
  private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h|)");
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)%");
  private static final Pattern JOBS = Pattern.compile("(-?\\d{1,6})(%?)");

  private Quantities() {}

  /** Such as {@code 30s}; a number without a unit is seconds, as for timeout(1). */
  static Duration time(CommandWords.Word word) {
    Matcher m = TIME.matcher(word.text().strip());
    if (!m.matches()) {
      throw Problem.usage("%s is '%s'; it must be a time above zero: 500ms, 30s, 2m or 1h"
          .formatted(word.origin(), word.text()));
    }
    double millisPerUnit =
        switch (m.group(2)) {
          case "ms" -> 1;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          default -> 1000;
        };
    Duration time = Duration.ofNanos((long) (Double.parseDouble(m.group(1)) * millisPerUnit * 1e6));
    if (time.isZero()) {
      throw Problem.usage("%s is '%s'; it must be above zero: leave it out for no limit"
          .formatted(word.origin(), word.text()));
    }
    return time;
  }

  /** Such as {@code 300%}: how many times the median; empty if the text is no percentage. */
  static OptionalDouble timesMedian(CommandWords.Word word) {
    Matcher m = PERCENT.matcher(word.text().strip());
    if (!m.matches()) {
      return OptionalDouble.empty();
    }
    double factor = Double.parseDouble(m.group(1)) / 100;
    if (factor <= 1) {
      throw Problem.usage("%s is '%s'; it must be above 100%%: 300%% means three times the median"
          .formatted(word.origin(), word.text()));
    }
    return OptionalDouble.of(factor);
  }

  static int count(CommandWords.Word word, int least, String hint) {
    if (!word.text().strip().matches("\\d{1,9}") || Integer.parseInt(word.text().strip()) < least) {
      throw Problem.usage("%s is '%s'; it must be a whole number of %d or more: %s"
          .formatted(word.origin(), word.text(), least, hint));
    }
    return Integer.parseInt(word.text().strip());
  }

  /** Workers: a number, a percentage of the cores, or counted back from the number of cores. */
  static int jobs(CommandWords.Word word, int cores) {
    Matcher m = JOBS.matcher(word.text().strip());
    if (m.matches()) {
      int number = Integer.parseInt(m.group(1));
      boolean percent = !m.group(2).isEmpty();
      if (percent && number > 0) {
        return Math.max(1, (int) Math.round(cores * number / 100.0));
      }
      if (!percent && number != 0) {
        return number > 0 ? number : Math.max(1, cores + 1 + number);
      }
    }
    throw Problem.usage("%s is '%s'; it must be 1 or more, a percentage of the cores, or -1 for all cores"
        .formatted(word.origin(), word.text()));
  }

  /** Threads: a number, or a percentage of the cores. */
  static double load(CommandWords.Word word, int cores) {
    String text = word.text().strip();
    double number = text.matches("\\d{1,6}(\\.\\d{1,6})?%?") ? Double.parseDouble(text.replace("%", "")) : 0;
    if (number <= 0) {
      throw Problem.usage("%s is '%s'; it must be a number of threads above 0, or a percentage of the cores: 8 or 100%%"
          .formatted(word.origin(), word.text()));
    }
    return text.endsWith("%") ? cores * number / 100 : number;
  }

  static <E extends Enum<E>> E choice(CommandWords.Word word, Class<E> type) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    String typed = word.text().strip().toLowerCase(Locale.ROOT);
    if (!names.contains(typed)) {
      String rule = "it must be one of: " + String.join(", ", names);
      throw Problem.usage(
          "%s is '%s'; %s".formatted(word.origin(), word.text(), Suggest.didYouMean(typed, names, rule)));
    }
    return Enum.valueOf(type, typed.toUpperCase(Locale.ROOT));
  }
}
