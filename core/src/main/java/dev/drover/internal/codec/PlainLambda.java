package dev.drover.internal.codec;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of a class made for a lambda: whether it is written by no code but ours and the JDK's. Thread-safe. */
/*
 * Only of the class path: of other code its class loader, and statics that were typed, travel along. One that captures nothing is
 * always written the same, so that is done once.
 */
final class PlainLambda {
  private static final Set<Class<?>> FINAL_TYPES = Set.of(
      String.class, Integer.class, Long.class, Double.class, Boolean.class, Float.class, Short.class, Byte.class, Character.class);

  private static final ClassValue<PlainLambda> KNOWN = new ClassValue<>() {
    @Override
    protected PlainLambda computeValue(Class<?> c) {
      return new PlainLambda(captured(c));
    }
  };

  private final boolean plain;
  private final boolean fixed;
  private volatile @Nullable Payload written;

  private PlainLambda(List<Field> captured) {
    this.plain = captured.stream().map(Field::getType).allMatch(t -> t.isPrimitive() || FINAL_TYPES.contains(t));
    this.fixed = captured.isEmpty();
  }

  private static List<Field> captured(Class<?> c) {
    return Stream.of(c.getDeclaredFields()).filter(f -> !Modifier.isStatic(f.getModifiers())).toList();
  }

  /** Empty for all that is no lambda of the class path. */
  static Optional<PlainLambda> of(Object value) {
    Class<?> c = value.getClass();
    boolean ofClassPath = LambdaShape.isLambda(c) && c.getClassLoader() == ClassLoader.getSystemClassLoader();
    return ofClassPath ? Optional.of(KNOWN.get(c)) : Optional.empty();
  }

  /** The class in whose code a function of the class path is written; empty for other code. */
  static Optional<String> writtenIn(Object function) {
    Class<?> c = function.getClass();
    String name = c.getName();
    int host = name.indexOf(LambdaShape.MARK);
    boolean ofClassPath = c.getClassLoader() == ClassLoader.getSystemClassLoader();
    return ofClassPath ? Optional.of(host < 0 ? name : name.substring(0, host)) : Optional.empty();
  }

  /** Whether what it captures is small, and written by nobody's code but ours and the JDK's. */
  boolean isPlain() {
    return plain;
  }

  /** Whether it captures nothing. */
  boolean isFixed() {
    return fixed;
  }

  /** As it was written before. */
  Optional<Payload> written() {
    return Optional.ofNullable(written);
  }

  /** Keeps what was written, if it will be the same again. */
  Payload written(Payload payload) {
    if (fixed) {
      written = payload;
    }
    return payload;
  }
}
