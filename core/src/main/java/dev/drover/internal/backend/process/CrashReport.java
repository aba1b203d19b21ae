package dev.drover.internal.backend.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the JVM writes when native code crashes it: it ends by SIGABRT then, the signal that came first is in the report.
 *
 * @param signal the number of the signal that caused the crash
 * @param frame the innermost frame, native or not
 * @param stack the Java frames of the thread that crashed, innermost first, as far as the code of the user goes
 */
record CrashReport(OptionalInt signal, Optional<String> frame, List<StackTraceElement> stack) {
  private static final Pattern SIGNAL = Pattern.compile("#\\s+SIG\\w+ \\(0x([0-9a-f]+)\\).*");
  /** {@code j  pkg.Type.method(Signature)Result+bci module} or {@code J 123 c2 pkg.Type.method(Signature)Result module (...)}. */
  private static final Pattern JAVA_FRAME = Pattern.compile("(?:j|J \\d+ \\S+)\\s+(?:%?\\s*)([^\\s(]+)\\.([^.\\s(]+)\\(.*");
  private static final String PROBLEM = "# Problematic frame:";
  private static final String STACK = "Native frames:";
  private static final String OURS = "dev.drover.internal.worker.";
  private static final int HEADER_LINES = 20;
  private static final int MOST_LINES = 400;
  private static final int MOST_FRAMES = 64;
  private static final int HEX = 16;

  /** Reads a report; what is not in it, or can't be read, is empty. */
  static CrashReport of(Path report) {
    // Not UTF-8 for sure: it quotes memory and file names.
    try (Stream<String> lines = Files.lines(report, StandardCharsets.ISO_8859_1)) {
      return of(lines.limit(MOST_LINES).toList());
    } catch (IOException | UncheckedIOException e) {
      return new CrashReport(OptionalInt.empty(), Optional.empty(), List.of());
    }
  }

  private static CrashReport of(List<String> lines) {
    OptionalInt signal = lines.stream().limit(HEADER_LINES)
        .map(SIGNAL::matcher)
        .filter(Matcher::matches)
        .mapToInt(m -> Integer.parseInt(m.group(1), HEX))
        .findFirst();
    return new CrashReport(signal, frame(lines), stack(lines));
  }

  /** The line after the heading. */
  private static Optional<String> frame(List<String> lines) {
    int heading = lines.indexOf(PROBLEM);
    return heading < 0 || heading + 1 >= lines.size()
        ? Optional.empty()
        : Optional.of(shortened(lines.get(heading + 1).replaceFirst("^#", "").strip().replaceAll("\\s+", " ")));
  }

  /** Of compiled Java code the name is enough. */
  private static String shortened(String frame) {
    Matcher java = JAVA_FRAME.matcher(frame);
    return java.matches() ? "J %s.%s".formatted(java.group(1), java.group(2)) : frame;
  }

  private static List<StackTraceElement> stack(List<String> lines) {
    List<StackTraceElement> frames = new ArrayList<>();
    lines.stream()
        .dropWhile(line -> !line.startsWith(STACK))
        .takeWhile(line -> !line.isBlank())
        .map(JAVA_FRAME::matcher)
        .filter(Matcher::matches)
        .takeWhile(m -> !m.group(1).startsWith(OURS))
        .limit(MOST_FRAMES)
        .forEach(m -> frames.add(new StackTraceElement(m.group(1), m.group(2), null, -1)));
    return frames;
  }
}
