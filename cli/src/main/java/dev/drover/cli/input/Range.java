package dev.drover.cli.input;

import dev.drover.cli.problem.Problem;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Whole numbers in a row.
 *
 * @param from the first
 * @param to the last
 */
record Range(long from, long to) implements Source {
  private static final Pattern TEXT = Pattern.compile("(-?\\d{1,18})\\.\\.(-?\\d{1,18})");

  static Range parse(String text) {
    Matcher m = TEXT.matcher(text.strip());
    if (!m.matches()) {
      throw Problem.usage("--range is '%s'; it must be FIRST..LAST: for example 1..1000".formatted(text));
    }
    Range range = new Range(Long.parseLong(m.group(1)), Long.parseLong(m.group(2)));
    if (range.to < range.from) {
      throw Problem.usage("--range is '%s'; its end must not be below its start: %d..%d"
          .formatted(text, range.to, range.from));
    }
    return range;
  }

  @Override
  public Iterator<Item> iterator() {
    return LongStream.rangeClosed(from, to).mapToObj(Item::of).iterator();
  }

  @Override
  public OptionalLong count() {
    return OptionalLong.of(to - from + 1);
  }

  @Override
  public String description() {
    return "numbers " + from + ".." + to;
  }
}
