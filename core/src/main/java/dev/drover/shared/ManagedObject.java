package dev.drover.shared;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An object in its manager. What is held is guarded by the {@link ManagedObjects} that it is in. */
final class ManagedObject {
  private static final ClassValue<Map<String, Method>> METHODS =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
          Map<String, Method> methods = Arrays.stream(type.getMethods())
              .collect(Collectors.toMap(ManagedObject::signature, m -> m, ManagedObject::moreSpecific));
          methods.values().forEach(Method::trySetAccessible); // the interface need not be public
          return methods;
        }
      };

  final long number;
  final Class<?> type;
  final Object target;
  final Optional<ManagerTurns.Turn> turn; // empty if it is thread-safe
  final Set<Object> holders = new HashSet<>();
  boolean named;
  long unheldSince;

  ManagedObject(long number, Class<?> type, Object target, Optional<ManagerTurns.Turn> turn) {
    this.number = number;
    this.type = type;
    this.target = target;
    this.turn = turn;
  }

  /** A name for a method that both sides know it by. */
  static String signature(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getName)
        .collect(Collectors.joining(",", method.getName() + "(", ")"));
  }

  private static Method moreSpecific(Method a, Method b) {
    return a.getReturnType().isAssignableFrom(b.getReturnType()) ? b : a;
  }

  /** Only what its interface says can be called. */
  Method method(String signature) {
    return Objects.requireNonNull(
        METHODS.get(type).get(signature), () -> "%s has no method %s".formatted(type.getName(), signature));
  }
}
