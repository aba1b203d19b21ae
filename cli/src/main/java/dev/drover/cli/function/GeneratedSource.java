package dev.drover.cli.function;

import dev.drover.cli.problem.Problem;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Java source of a class that implements {@code Fn} and hands each input to what the user named.
 *
 * <p>Inputs are converted where the function runs, so that one that can't be fails alone. The class has no state: it
 * travels as its name, and its bytes come from the loader.
 *
 * @param className in full
 * @param text the source
 * @param bodyStart where the user's own text begins in it, or -1 if it has none
 */
record GeneratedSource(String className, String text, int bodyStart) {
  /** What the class's own part of the source is called; its return type tells whether there is a result. */
  static final String BODY_METHOD = "body";

  private static final String IMPORTS = Stream.of(
          "java.util", "java.util.stream", "java.util.function", "java.util.regex", "java.util.concurrent",
          "java.nio.file", "java.nio.charset", "java.io", "java.math", "java.net", "java.time", "java.text",
          "dev.drover.task")
      .map(name -> "import " + name + ".*;\n")
      .collect(Collectors.joining());

  /** Where a class without a package in its name is looked for, as the imports do. */
  static Stream<String> importedPackages() {
    return Stream.concat(Stream.of("java.lang"), IMPORTS.lines().map(l -> l.substring(7, l.length() - 3)));
  }

  /**
   * A part of the source.
   *
   * @param packageName where it goes, empty for the unnamed package
   * @param natural what the inputs are
   * @param type the parameter's type
   * @param typeName how that is written
   */
  record Signature(String packageName, Natural natural, ParameterType type, String typeName) {
    String conversion() {
      return type.expression(natural).orElseThrow(() -> Problem.usage(
          "a %s can't be made of the inputs, which are %ss; declare one of: %s"
              .formatted(typeName, natural.type().getSimpleName(), convertible())));
    }

    private String convertible() {
      return ParameterType.preferredFor(natural).stream()
          .filter(t -> t.expression(natural).isPresent())
          .map(ParameterType::shortName)
          .collect(Collectors.joining(", "));
    }
  }

  /** A function that is a lambda; {@code returnsNothing} if it has no value. */
  static GeneratedSource ofLambda(Lambda lambda, Natural natural, ParameterType type, boolean returnsNothing) {
    Signature signature = new Signature("", natural, type, lambda.typeName().orElse(type.shortName()));
    String before = lambda.isBlock() ? "" : returnsNothing ? "{ " : "{ return ";
    String after = lambda.isBlock() ? "" : "; }";
    return of(signature, lambda.methodParameter(), returnsNothing, before + "\n", lambda.body(), "\n" + after);
  }

  /** A function whose body is one expression that reads {@code it}. */
  static GeneratedSource ofCall(Signature signature, Candidate target) {
    boolean nothing = target.returnsNothing();
    String after = "; }\n  " + target.field();
    GeneratedSource made = of(signature, "it", nothing, nothing ? "{ " : "{ return ", target.expression(), after);
    return new GeneratedSource(made.className, made.text, -1);
  }

  private static GeneratedSource of(
      Signature s, String parameter, boolean returnsNothing, String before, String body, String after) {
    String call = BODY_METHOD + "(" + s.conversion() + ")";
    String head = (s.packageName.isEmpty() ? "" : "package " + s.packageName + ";\n") + IMPORTS
        + "public final class %NAME% implements dev.drover.task.Fn<" + s.natural.javaName() + ", Object> {\n"
        + "  private static final long serialVersionUID = 1L;\n"
        + "  @Override public Object apply(" + s.natural.javaName() + " input) throws Exception { "
        + (returnsNothing ? call + "; return null;" : "return " + call + ";") + " }\n"
        + "  private static " + (returnsNothing ? "void " : "Object ") + BODY_METHOD
        + "(" + s.typeName + " " + parameter + ") throws Exception " + before;
    String tail = after + "\n}\n";
    String simpleName = "Typed_" + Hash.of(head + body + tail).substring(0, 16);
    String named = head.replace("%NAME%", simpleName);
    String fullName = s.packageName.isEmpty() ? simpleName : s.packageName + "." + simpleName;
    return new GeneratedSource(fullName, named + body + tail, named.length());
  }

  /** Where a place in the source is in the body, if it is in it. */
  Optional<Integer> inBody(long position) {
    return bodyStart >= 0 && position >= bodyStart ? Optional.of((int) position - bodyStart) : Optional.empty();
  }
}
