package dev.drover.cli.function;

import dev.drover.cli.problem.Problem;
import dev.drover.cli.problem.Suggest;
import dev.drover.task.Fn;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Methods and classes that are compiled already: found by reflection, called by a generated class. */
final class ClassResolver {
  private static final List<String> FUNCTION_METHODS = List.of("run", "apply");

  private final Workshop workshop;

  ClassResolver(Workshop workshop) {
    this.workshop = workshop;
  }

  ResolvedFunction method(String className, String method, InputShape shape) {
    FunctionLoader loader = workshop.loader(Map.of());
    Class<?> type = find(className, loader);
    List<Candidate> all = Candidate.methods(type, method, inLoader(type, loader));
    if (all.isEmpty()) {
      throw Problem.usage("class %s has no method '%s' that takes one input; %s".formatted(
          type.getName(), method, Suggest.didYouMean(method, methodNames(type), "it has " + some(methodNames(type)))));
    }
    return call(type, all, shape, className + "::" + method, Map.of());
  }

  ResolvedFunction type(String className, InputShape shape) {
    return type(find(className, workshop.loader(Map.of())), shape, className, Map.of());
  }

  /** A class that is a function, or has a method that is one. */
  ResolvedFunction type(Class<?> type, InputShape shape, String shown, Map<String, byte[]> compiled) {
    if (Fn.class.isAssignableFrom(type)) {
      return call(type, List.of(Candidate.function(type)), shape, shown, compiled);
    }
    boolean ownPackage = type.getClassLoader() instanceof FunctionLoader;
    List<Candidate> all = FUNCTION_METHODS.stream()
        .flatMap(name -> Candidate.methods(type, name, ownPackage).stream())
        .filter(c -> !c.expression().startsWith("it."))
        .toList();
    if (all.isEmpty()) {
      throw Problem.usage("class %s is no function; implement dev.drover.task.Fn, or add "
          .formatted(type.getName()) + "'public static ... run(Path input)', or name a method: " + shown + "::method");
    }
    return call(type, all, shape, shown, compiled);
  }

  private Class<?> find(String className, FunctionLoader loader) {
    return Classes.find(className, loader).orElseThrow(() -> Problem.usage(
        "there is no class '%s' on the class path; add the folder or jar that has it: --classpath build/classes"
            .formatted(className)));
  }

  private static boolean inLoader(Class<?> type, FunctionLoader loader) {
    return type.getClassLoader() == loader;
  }

  private ResolvedFunction call(
      Class<?> type, List<Candidate> all, InputShape shape, String shown, Map<String, byte[]> compiled) {
    Candidate best = Candidate.best(all, shape.natural()).orElseThrow(() -> Problem.usage(
        "%s takes %s, which can't be made of the inputs: %s; use one that takes %s".formatted(
            shown,
            all.stream().map(c -> c.parameter().getSimpleName()).distinct().collect(Collectors.joining(" or ")),
            shape.because(),
            ParameterType.inferredFrom(shape.natural()).shortName())));
    ParameterType parameter = best.typeFor(shape.natural()).orElseThrow();
    Natural natural = parameter.naturalGiven(shape.natural());
    String home = type.getClassLoader() instanceof FunctionLoader ? type.getPackageName() : "";
    GeneratedSource source = GeneratedSource.ofCall(
        new GeneratedSource.Signature(home, natural, parameter, best.parameter().getCanonicalName()), best);
    Compiled made = workshop.compileGenerated(source, compiled);
    Object function = Loading.instance(workshop.loader(made.classes()), made.mainClass());
    return ResolvedFunction.of(
        function, natural, parameter, best.returnsNothing(), shown + " of " + best.parameter().getSimpleName());
  }

  private static List<String> methodNames(Class<?> type) {
    return Stream.of(type.getMethods())
        .filter(m -> m.getDeclaringClass() != Object.class)
        .map(Method::getName)
        .distinct()
        .sorted()
        .toList();
  }

  private static String some(List<String> names) {
    String first = String.join(", ", Arrays.asList(names.stream().limit(8).toArray(String[]::new)));
    return names.isEmpty() ? "no public methods" : first + (names.size() > 8 ? ", ..." : "");
  }
}
