package dev.drover.task;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory.
 *
 * @param bytes 1 or more
 */
public record ByteSize(long bytes) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,15})\\s*([kmgt]?)(?:i?b)?", Pattern.CASE_INSENSITIVE);
  private static final int BITS_PER_STEP = 10;

  /** Checks the amount. */
  public ByteSize {
    if (bytes < 1) {
      throw new IllegalArgumentException("memory size is %d bytes; it must be 1 or more".formatted(bytes));
    }
  }

  /**
   * Reads a number with an optional unit, each 1024 times the one before: {@code 512m}, {@code 2G}, {@code 1048576}.
   *
   * @param text as above
   * @return the amount
   * @throws IllegalArgumentException if it is something else
   */
  public static ByteSize parse(String text) {
    Matcher m = TEXT.matcher(text.strip());
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "memory size is '%s'; it must be a number with k, m, g or t: for example 512m".formatted(text));
    }
    int steps = " kmgt".indexOf(m.group(2).isEmpty() ? " " : m.group(2).toLowerCase(Locale.ROOT));
    long number = Long.parseLong(m.group(1));
    int bits = BITS_PER_STEP * steps;
    if (number > Long.MAX_VALUE >> bits) {
      throw new IllegalArgumentException(
          "memory size is '%s'; it must be below 8388608t: for example 512m".formatted(text));
    }
    return new ByteSize(number << bits);
  }

  /** The largest whole unit: {@code 512m}. */
  @Override
  public String toString() {
    long rest = bytes;
    int steps = 0;
    while (rest % (1L << BITS_PER_STEP) == 0 && steps < 4) {
      rest >>= BITS_PER_STEP;
      steps++;
    }
    return rest + " kmgt".substring(steps, steps + 1).strip();
  }
}
