package dev.drover.internal.ipc.wire;

import java.util.List;
import java.util.stream.Collectors;

/** Stack frames as text, a line each, so that a worker that is being stopped needs hardly any code to answer. */
final class StackText {
  private static final String NONE = "";
  private static final int FIELDS = 4;

  private StackText() {}

  static String write(List<StackTraceElement> frames) {
    return frames.stream().map(StackText::line).collect(Collectors.joining("\n"));
  }

  private static String line(StackTraceElement f) {
    String file = f.getFileName() == null ? NONE : f.getFileName();
    return String.join("\t", f.getClassName(), f.getMethodName(), file, Integer.toString(f.getLineNumber()));
  }

  static List<StackTraceElement> read(String text) {
    return text.lines().map(line -> line.split("\t", FIELDS)).filter(f -> f.length == FIELDS).map(StackText::frame).toList();
  }

  private static StackTraceElement frame(String[] fields) {
    String file = fields[2].isEmpty() ? null : fields[2];
    return new StackTraceElement(fields[0], fields[1], file, Integer.parseInt(fields[3]));
  }
}
