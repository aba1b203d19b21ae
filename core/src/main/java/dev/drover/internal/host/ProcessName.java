package dev.drover.internal.host;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which process a folder or a piece of shared memory belongs to: numbers of processes are used again, together with the start
 * they are not.
 *
 * @param pid the process
 * @param startMillis when it started, 0 if unknown
 */
public record ProcessName(long pid, long startMillis) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18})(?:-\\d{1,2})?");

  /** Two processes may compute the start of a third from clocks that were set in between. */
  private static final long TOLERANCE_MILLIS = 2000;

  /**
   * This process.
   *
   * @return its name
   */
  public static ProcessName current() {
    return of(ProcessHandle.current());
  }

  private static ProcessName of(ProcessHandle process) {
    return new ProcessName(process.pid(), process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
  }

  /**
   * The name in that of a folder.
   *
   * @param text pid and start, and maybe the number of a copy
   * @return empty if it is something else
   */
  public static Optional<ProcessName> parse(String text) {
    Matcher m = TEXT.matcher(text);
    return m.matches()
        ? Optional.of(new ProcessName(Long.parseLong(m.group(1)), Long.parseLong(m.group(2))))
        : Optional.empty();
  }

  /**
   * Whether it lives, as far as can be seen from here.
   *
   * @return false for another process with the same number
   */
  public boolean isAlive() {
    return ProcessHandle.of(pid)
        .map(ProcessName::of)
        .filter(now -> startMillis == 0 || Math.abs(now.startMillis - startMillis) <= TOLERANCE_MILLIS)
        .isPresent();
  }

  @Override
  public String toString() {
    return pid + "-" + startMillis;
  }
}
