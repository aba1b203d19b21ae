package dev.drover.internal.backend.process;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which process a run folder belongs to: numbers of processes are used again, together with the start they are not.
 *
 * @param pid the process
 * @param startMillis when it started, 0 if unknown
 */
record ProcessName(long pid, long startMillis) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18})(?:-\\d{1,2})?");

  /** Two processes may compute the start of a third from clocks that were set in between. */
  private static final long TOLERANCE_MILLIS = 2000;

  static ProcessName current() {
    return of(ProcessHandle.current());
  }

  private static ProcessName of(ProcessHandle process) {
    return new ProcessName(process.pid(), process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
  }

  static Optional<ProcessName> parse(String text) {
    Matcher m = TEXT.matcher(text);
    return m.matches()
        ? Optional.of(new ProcessName(Long.parseLong(m.group(1)), Long.parseLong(m.group(2))))
        : Optional.empty();
  }

  boolean isAlive() {
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
