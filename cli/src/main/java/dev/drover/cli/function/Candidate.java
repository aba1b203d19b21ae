package dev.drover.cli.function;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One way to call what the user named.
 *
 * @param parameter the class of its only argument
 * @param expression the call in Java, with {@code it} for the argument
 * @param returnsNothing whether it is void
 * @param field a field that the expression uses; empty if none
 */
record Candidate(Class<?> parameter, String expression, boolean returnsNothing, String field) {
  /**
   * The methods of a name that take one argument: static ones, and those of the input itself.
   *
   * @param type the class
   * @param name the method
   * @param ownPackage whether the caller is in the class's package, so that only private methods are out of reach
   */
  static List<Candidate> methods(Class<?> type, String name, boolean ownPackage) {
    return Stream.concat(Arrays.stream(type.getMethods()), Arrays.stream(type.getDeclaredMethods()))
        .distinct()
        .filter(m -> m.getName().equals(name) && reachable(m, ownPackage))
        .flatMap(m -> of(type, m).stream())
        .toList();
  }

  private static boolean reachable(Method m, boolean ownPackage) {
    return Modifier.isPublic(m.getModifiers()) || (ownPackage && !Modifier.isPrivate(m.getModifiers()));
  }

  private static Optional<Candidate> of(Class<?> type, Method m) {
    boolean nothing = m.getReturnType() == void.class;
    if (Modifier.isStatic(m.getModifiers())) {
      return given(m) == 1
          ? Optional.of(new Candidate(
              m.getParameterTypes()[0], "%s.%s(it)".formatted(type.getCanonicalName(), m.getName()), nothing, ""))
          : Optional.empty();
    }
    return given(m) == 0
        ? Optional.of(new Candidate(type, "it.%s()".formatted(m.getName()), nothing, ""))
        : Optional.empty();
  }

  /** How many arguments it has to be given: those of {@code Files.exists(Path, LinkOption...)} are one. */
  private static int given(Method m) {
    boolean optional = m.isVarArgs() && m.getParameterCount() > (Modifier.isStatic(m.getModifiers()) ? 1 : 0);
    return m.getParameterCount() - (optional ? 1 : 0);
  }

  /** A class that is a function itself: one object of it for a process. */
  static Candidate function(Class<?> type) {
    Class<?> parameter = parameterOf(type).orElse(Object.class);
    String fn = "dev.drover.task.Fn<%s, ?>".formatted(parameter.getCanonicalName());
    String field = "private static final %s FUNCTION = (%s) (dev.drover.task.Fn) new %s();"
        .formatted(fn, fn, type.getCanonicalName());
    return new Candidate(parameter, "FUNCTION.apply(it)", false, field);
  }

  private static Optional<Class<?>> parameterOf(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Type implemented : c.getGenericInterfaces()) {
        if (implemented instanceof ParameterizedType p
            && p.getRawType() == dev.drover.task.Fn.class
            && p.getActualTypeArguments()[0] instanceof Class<?> argument) {
          return Optional.of(argument);
        }
      }
    }
    return Optional.empty();
  }

  /** The parameter as one of those that inputs can become. */
  Optional<ParameterType> typeFor(Natural natural) {
    return ParameterType.of(parameter).or(() -> Stream.of(natural, Natural.TEXT)
        .filter(n -> parameter.isAssignableFrom(n.type()))
        .findFirst()
        .map(n -> switch (n) {
          case TEXT -> ParameterType.STRING;
          case PATH -> ParameterType.PATH;
          case NUMBER -> ParameterType.BOXED_LONG;
        }));
  }

  /** How well it fits: the place of its parameter among what such inputs can become; empty if it does not. */
  Optional<Integer> rank(Natural natural) {
    return typeFor(natural)
        .map(type -> ParameterType.preferredFor(natural).indexOf(type))
        .filter(place -> place >= 0);
  }

  /** The one that fits the inputs best. */
  static Optional<Candidate> best(List<Candidate> all, Natural natural) {
    return all.stream()
        .filter(c -> c.rank(natural).isPresent())
        .min(Comparator.comparingInt(c -> c.rank(natural).orElse(Integer.MAX_VALUE)));
  }
}
