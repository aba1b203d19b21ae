package dev.drover.internal.backend.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the JVM writes when native code crashes it: it ends by SIGABRT then, the signal that came first is in the report. */
final class CrashReport {
  private static final Pattern SIGNAL = Pattern.compile("#\\s+SIG\\w+ \\(0x([0-9a-f]+)\\).*");
  private static final int HEADER_LINES = 20;
  private static final int HEX = 16;

  private CrashReport() {}

  /** The number of the signal that caused the crash. */
  static OptionalInt signal(Optional<Path> report) {
    if (report.isEmpty()) {
      return OptionalInt.empty();
    }
    try (Stream<String> lines = Files.lines(report.get())) {
      return lines.limit(HEADER_LINES)
          .map(SIGNAL::matcher)
          .filter(Matcher::matches)
          .mapToInt(m -> Integer.parseInt(m.group(1), HEX))
          .findFirst();
    } catch (IOException | java.io.UncheckedIOException e) {
      return OptionalInt.empty();
    }
  }
}
