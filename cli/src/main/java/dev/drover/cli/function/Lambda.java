package dev.drover.cli.function;

import dev.drover.cli.problem.Problem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A typed lambda of one parameter, taken apart.
 *
 * @param text all of it, as typed
 * @param typeName the type of its parameter, if one was typed
 * @param parameter the name of its parameter
 * @param body what is right of the arrow
 * @param bodyStart where that begins in the text
 */
record Lambda(String text, Optional<String> typeName, String parameter, String body, int bodyStart) {
  private static final String NAME = "[\\p{L}_$][\\p{L}\\p{N}_$]*";
  private static final Pattern HEAD = Pattern.compile(
      "\\s*(\\()?\\s*(?:final\\s+)?(?:(" + NAME + "(?:\\s*\\.\\s*" + NAME + ")*)\\s+)?(" + NAME + ")\\s*(\\))?\\s*->");

  static boolean looksLikeOne(String job) {
    return job.contains("->");
  }

  static Lambda parse(String text) {
    Matcher m = HEAD.matcher(text);
    if (!m.lookingAt() || (m.group(1) == null) != (m.group(4) == null)) {
      throw Problem.usage("a function has one parameter, and '%s' is not of the form 'p -> ...'; "
          .formatted(text) + "for example 'p -> Files.size(p)' or 'long n -> n * n'");
    }
    String body = text.substring(m.end()).stripTrailing();
    if (body.isBlank()) {
      throw Problem.usage("the function '%s' has nothing after the arrow; for example '%s%s'"
          .formatted(text, text.strip(), " 42"));
    }
    return new Lambda(text, typeOf(m), m.group(3), withoutSemicolon(body), m.end());
  }

  private static Optional<String> typeOf(Matcher m) {
    return Optional.ofNullable(m.group(2)).filter(type -> !type.equals("var")).map(t -> t.replaceAll("\\s", ""));
  }

  private static String withoutSemicolon(String body) {
    boolean block = body.strip().startsWith("{");
    return !block && body.endsWith(";") ? body.substring(0, body.length() - 1) : body;
  }

  boolean isBlock() {
    return body.strip().startsWith("{");
  }

  /** The same with another type. */
  Lambda typed(String type) {
    String head = type + " " + parameter + " ->";
    return new Lambda(head + body, Optional.of(type), parameter, body, head.length());
  }

  /** The same with a part of its body replaced. */
  Lambda replaced(int from, int to, String with) {
    return parse(text.substring(0, from) + with + text.substring(to));
  }

  /** The name for a method's parameter, which may not be a lone underscore as a lambda's may. */
  String methodParameter() {
    return parameter.equals("_") ? "ignored" : parameter;
  }
}
