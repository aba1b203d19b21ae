package dev.drover.cli.function;

import java.util.Locale;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * One complaint of the compiler.
 *
 * @param position where in the source, from 0; -1 if it names no place
 * @param start where the thing complained about begins, from 0
 * @param message on one line
 */
record CompileError(long position, long start, String message) {
  private static final Pattern PACKAGES = Pattern.compile("\\b(?:java|javax|dev)(?:\\.[a-z][a-z0-9]*)+\\.(?=[A-Z])");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  static CompileError of(Diagnostic<? extends JavaFileObject> diagnostic) {
    return new CompileError(
        diagnostic.getPosition(), diagnostic.getStartPosition(), brief(diagnostic.getMessage(Locale.ROOT)));
  }

  /** Without the packages that everybody knows and the compiler's own line breaks. */
  private static String brief(String message) {
    String oneLine = SPACES.matcher(message.strip()).replaceAll(" ");
    return PACKAGES.matcher(oneLine)
        .replaceAll("")
        .replaceFirst("cannot find symbol symbol: (.*) location: .*Typed_[0-9a-f]+", "cannot find symbol: $1")
        .replaceFirst("cannot find symbol symbol: (.*) location: (.*)", "cannot find symbol: $1 in $2");
  }
}
