package dev.drover.cli.function;

import dev.drover.cli.problem.Problem;
import java.util.List;
import java.util.Optional;

/** Says why a lambda does not compile: the expression, a caret, the message, the input's type, a corrected example. */
final class LambdaReport {
  private final Lambda lambda;
  private final ParameterType type;
  private final InputShape shape;
  private final GeneratedSource source;

  LambdaReport(Lambda lambda, ParameterType type, InputShape shape, GeneratedSource source) {
    this.lambda = lambda;
    this.type = type;
    this.shape = shape;
    this.source = source;
  }

  Problem problem(List<CompileError> errors, Optional<Lambda> corrected) {
    CompileError first = errors.getFirst();
    int place = source.inBody(first.position()).map(p -> lambda.bodyStart() + p).orElse(0);
    String why = lambda.typeName().isPresent() ? "as declared" : "since " + shape.because();
    return Problem.usage("the function does not compile: %s%n%s%n  input:   %s %s, %s%n  %s %s".formatted(
        first.message(),
        Caret.under(lambda.text(), place),
        LambdaResolver.typeName(lambda, type),
        lambda.parameter(),
        why,
        corrected.isPresent() ? "try:    " : "example:",
        "drover '" + corrected.map(Lambda::text).orElse(example()) + "'"));
  }

  private String example() {
    return switch (shape.natural()) {
      case PATH -> "p -> Files.size(p)";
      case TEXT -> "String s -> s.length()";
      case NUMBER -> "long n -> n * n";
    };
  }
}
