package dev.drover.cli.function;

import dev.drover.cli.problem.Problem;
import dev.drover.cli.problem.Suggest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Typed lambdas. */
final class LambdaResolver {
  private final Workshop workshop;

  LambdaResolver(Workshop workshop) {
    this.workshop = workshop;
  }

  ResolvedFunction resolve(String text, InputShape shape) {
    Lambda lambda = Lambda.parse(text);
    ParameterType type = typeOf(lambda, shape);
    Natural natural = type.naturalGiven(shape.natural());
    GeneratedSource source = GeneratedSource.ofLambda(lambda, natural, type, false);
    String key = workshop.key(source.text());
    Compiled compiled = workshop.cached(key)
        .orElseGet(() -> workshop.keep(key, compile(lambda, natural, type, shape)));
    Object function = Loading.instance(workshop.loader(compiled.classes()), compiled.mainClass());
    return ResolvedFunction.of(
        function, natural, type, Loading.returnsNothing(function), "lambda of " + typeName(lambda, type));
  }

  static String typeName(Lambda lambda, ParameterType type) {
    return lambda.typeName().orElse(type.shortName());
  }

  private static ParameterType typeOf(Lambda lambda, InputShape shape) {
    if (lambda.typeName().isEmpty()) {
      return ParameterType.inferredFrom(shape.natural());
    }
    String name = lambda.typeName().get();
    return ParameterType.named(name).orElseThrow(() -> Problem.usage(
        "inputs can't become a '%s'; %s".formatted(
            name,
            Suggest.didYouMean(
                name,
                Arrays.stream(ParameterType.values()).map(ParameterType::shortName).toList(),
                "a parameter is one of: " + ParameterType.namesOfAll()))));
  }

  private Compiled compile(Lambda lambda, Natural natural, ParameterType type, InputShape shape) {
    GeneratedSource source = GeneratedSource.ofLambda(lambda, natural, type, false);
    Compilation made = workshop.compile(source.className(), source.text(), Map.of());
    if (made.succeeded()) {
      return new Compiled(source.className(), made.classes());
    }
    return withoutResult(lambda, natural, type).orElseThrow(() -> new LambdaReport(lambda, type, shape, source)
        .problem(made.errors(), new Corrections(this::compiles).find(lambda, shape, source, made.errors())));
  }

  /** Whether an expression is void is the compiler's knowledge: so it is asked twice. */
  private Optional<Compiled> withoutResult(Lambda lambda, Natural natural, ParameterType type) {
    GeneratedSource source = GeneratedSource.ofLambda(lambda, natural, type, true);
    Compilation made = workshop.compile(source.className(), source.text(), Map.of());
    return made.succeeded() ? Optional.of(new Compiled(source.className(), made.classes())) : Optional.empty();
  }

  private boolean compiles(Lambda lambda, ParameterType type, InputShape shape) {
    Natural natural = type.naturalGiven(shape.natural());
    if (type.expression(natural).isEmpty()) {
      return false;
    }
    GeneratedSource source = GeneratedSource.ofLambda(lambda, natural, type, false);
    return workshop.compile(source.className(), source.text(), Map.of()).succeeded()
        || withoutResult(lambda, natural, type).isPresent();
  }
}
