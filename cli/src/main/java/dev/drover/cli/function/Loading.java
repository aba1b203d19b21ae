package dev.drover.cli.function;

import dev.drover.cli.problem.Problem;
import java.lang.reflect.Method;
import java.util.Arrays;

/** From class bytes to a function. */
final class Loading {
  private Loading() {}

  /** An instance of a generated class. */
  static Object instance(FunctionLoader loader, String className) {
    try {
      return Class.forName(className, true, loader).getConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw Problem.usage("the function can't be loaded: %s; is everything it needs on --classpath?".formatted(cause));
    }
  }

  /** Whether a generated class has no result, by the type of its body. */
  static boolean returnsNothing(Object function) {
    return Arrays.stream(function.getClass().getDeclaredMethods())
        .filter(m -> m.getName().equals(GeneratedSource.BODY_METHOD))
        .map(Method::getReturnType)
        .anyMatch(type -> type == void.class);
  }
}
