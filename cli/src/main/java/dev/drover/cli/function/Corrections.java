package dev.drover.cli.function;

import dev.drover.cli.problem.Suggest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for a lambda near the typed one that does compile: with a known name, or with another type for its
 * parameter.
 */
final class Corrections {
  private static final Pattern UNKNOWN = Pattern.compile("cannot find symbol: (method|variable|class) (\\w+)");
  private static final Pattern OWNER = Pattern.compile("(?:in (?:class|interface) |of type )(\\w+)");
  private static final List<String> COMMON_CLASSES = List.of(
      "Files", "Path", "Paths", "List", "Map", "Set", "Arrays", "Collections", "Math", "String", "Integer", "Long",
      "Double", "BigInteger", "BigDecimal", "System", "Thread", "Stream", "IntStream", "LongStream", "Collectors",
      "Pattern", "Duration", "Instant", "LocalDate", "Optional", "Objects", "File", "URI", "Scanner");

  /** Asks the compiler. */
  @FunctionalInterface
  interface Trial {
    boolean compiles(Lambda lambda, ParameterType type, InputShape shape);
  }

  private final Trial trial;

  Corrections(Trial trial) {
    this.trial = trial;
  }

  Optional<Lambda> find(Lambda lambda, InputShape shape, GeneratedSource source, List<CompileError> errors) {
    ParameterType type = lambda.typeName()
        .flatMap(ParameterType::named)
        .orElse(ParameterType.inferredFrom(shape.natural()));
    return renamed(lambda, source, errors.getFirst())
        .filter(candidate -> trial.compiles(candidate, type, shape))
        .or(() -> retyped(lambda, shape));
  }

  private Optional<Lambda> retyped(Lambda lambda, InputShape shape) {
    return ParameterType.preferredFor(shape.natural()).stream()
        .filter(type -> type != ParameterType.OBJECT && !type.name().startsWith("BOXED"))
        .filter(type -> trial.compiles(lambda.typed(type.shortName()), type, shape))
        .findFirst()
        .map(type -> lambda.typed(type.shortName()));
  }

  private static Optional<Lambda> renamed(Lambda lambda, GeneratedSource source, CompileError error) {
    Matcher m = UNKNOWN.matcher(error.message());
    Optional<Integer> place = source.inBody(error.start());
    if (!m.find() || place.isEmpty()) {
      return Optional.empty();
    }
    String name = m.group(2);
    Matcher word = Pattern.compile("\\b" + name + "\\b").matcher(lambda.text());
    if (!word.find(Math.min(lambda.text().length(), lambda.bodyStart() + place.get()))) {
      return Optional.empty();
    }
    return Suggest.nearest(name, known(lambda, error.message(), m.end()))
        .map(right -> lambda.replaced(word.start(), word.end(), right));
  }

  private static List<String> known(Lambda lambda, String message, int from) {
    Matcher owner = OWNER.matcher(message);
    if (owner.find(from)) {
      return Classes.find(owner.group(1), Corrections.class.getClassLoader())
          .map(Corrections::members)
          .orElse(List.of());
    }
    return Stream.concat(Stream.of(lambda.parameter()), COMMON_CLASSES.stream()).toList();
  }

  private static List<String> members(Class<?> type) {
    return Stream.concat(
            Arrays.stream(type.getMethods()).map(java.lang.reflect.Method::getName),
            Arrays.stream(type.getFields()).map(java.lang.reflect.Field::getName))
        .distinct()
        .toList();
  }
}
