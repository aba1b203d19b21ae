package dev.drover.cli.display;

import dev.drover.task.Attempt;
import dev.drover.task.Failure;
import dev.drover.task.Thrown;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A failure as people are told of it.
 *
 * @param name of the input
 * @param failure why it has no value
 */
public record FailedItem(String name, Failure failure) {
  private static final int FRAMES = 12;
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final String OURS = "dev.drover.internal.";
  private static final String GENERATED = "Typed_";
  private static final String TYPED_METHOD = "body";

  /**
   * Of an input.
   *
   * @param input the input
   * @param failure why it has no value
   * @return what people are told
   */
  public static FailedItem of(Object input, Failure failure) {
    return new FailedItem(Names.of(input), failure);
  }

  String cause() {
    return Names.cause(failure.summary());
  }

  /** The cause without the name of the input. */
  String generalCause() {
    return cause().replace(name, "...");
  }

  /** Causes that differ only in the input and in numbers are one. */
  String fingerprint() {
    return generalCause().replaceAll("0x[0-9a-f]+|\\d+", "#");
  }

  String details() {
    String attempts = failure.attempts() == 0 ? "not started" : Names.attempts(failure.attempts());
    return attempts + lastLine().map(line -> "; last line: " + line).orElse("");
  }

  private Optional<String> lastLine() {
    return failure.lastOutput().isEmpty()
        ? Optional.empty()
        : Optional.of(Names.of(failure.lastOutput().getLast()));
  }

  /**
   * All of it on one line.
   *
   * @return input, cause, attempts, last line
   */
  public String line() {
    return "failed: " + name + ": " + cause() + " (" + details() + ")";
  }

  /** All that is known besides the line: the attempts, the last lines that it printed, where it was. */
  List<String> evidence() {
    List<String> lines = new ArrayList<>();
    int left = failure.attempts() - failure.history().size();
    if (left > 0 && !failure.history().isEmpty()) {
      lines.add(left + (left == 1 ? " attempt" : " attempts") + " before");
    }
    failure.history().forEach(a -> lines.add(attempt(a)));
    failure.lastOutput().forEach(line -> lines.add("| " + Names.harmless(line)));
    lines.addAll(stack());
    return lines;
  }

  private static String attempt(Attempt a) {
    String worker = a.worker() == 0 ? "" : " in process " + a.worker();
    String time = a.ran().map(t -> " after " + Names.time(t)).orElse("");
    String clock = CLOCK.format(a.ended().atZone(ZoneId.systemDefault()));
    return "attempt %d%s, %s%s: %s".formatted(a.number(), worker, clock, time, Names.cause(a.cause()));
  }

  /** Where it was, innermost first, as far as it is the user's code, and what caused it. */
  private List<String> stack() {
    List<String> lines = new ArrayList<>();
    failure.stack().stream()
        .takeWhile(frame -> !frame.getClassName().startsWith(OURS))
        .filter(frame -> !frame.getClassName().startsWith(GENERATED) || frame.getMethodName().equals(TYPED_METHOD))
        .limit(FRAMES)
        .forEach(frame -> lines.add("at " + place(frame)));
    if (failure instanceof Failure.Threw threw) {
      threw.thrown().cause().map(Thrown::toString).ifPresent(c -> lines.add("caused by " + Names.cause(c)));
    }
    return lines;
  }

  private static String place(StackTraceElement frame) {
    boolean typed = frame.getClassName().startsWith(GENERATED);
    return typed
        ? "lambda.%s(the function of the command line)".formatted(frame.getMethodName())
        : Names.harmless("%s.%s(%s)".formatted(frame.getClassName(), frame.getMethodName(), line(frame)));
  }

  private static String line(StackTraceElement frame) {
    String file = frame.getFileName();
    return file == null ? "unknown line" : file + ":" + frame.getLineNumber();
  }
}
