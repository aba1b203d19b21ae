package dev.drover.internal.codec;

import dev.drover.task.Broadcast;
import java.io.Externalizable;
import java.io.InvalidClassException;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a value is made of as far as its encoding goes, each part with its step in a path. Empty for what nobody can
 * look into, or whose own code decides what is written.
 */
final class Parts {
  /** A part, and how to get there from the whole. */
  record Part(String step, @Nullable Object value) {}

  private static final Set<String> DECIDING = Set.of("writeObject", "writeReplace");

  private Parts() {}

  static List<Part> of(Object whole) {
    return switch (whole) {
      case Object[] array -> numbered(Stream.of(array));
      case Collection<?> c -> numbered(new ArrayList<>(c).stream());
      case Map<?, ?> m -> entries(m);
      case Map.Entry<?, ?> e -> List.of(new Part(".key", e.getKey()), new Part(".value", e.getValue()));
      case Optional<?> o -> o.stream().map(v -> new Part(".get()", v)).toList();
      case Broadcast<?> b -> List.of(new Part(".value()", b.value()));
      case Record r -> components(r);
      default -> fields(whole);
    };
  }

  private static List<Part> numbered(Stream<?> values) {
    List<Part> parts = new ArrayList<>();
    values.forEach(v -> parts.add(new Part("[" + parts.size() + "]", v)));
    return parts;
  }

  private static List<Part> entries(Map<?, ?> map) {
    List<Part> parts = new ArrayList<>();
    map.forEach(
        (k, v) -> {
          parts.add(new Part(".key(" + label(k) + ")", k));
          parts.add(new Part(".get(" + label(k) + ")", v));
        });
    return parts;
  }

  /** Only keys whose text is known to be harmless are shown. */
  private static String label(@Nullable Object key) {
    return switch (key) {
      case String s when s.length() <= 40 -> '"' + s + '"';
      case Number n when n.getClass().getName().startsWith("java.lang.") -> n.toString();
      case Enum<?> e -> e.name();
      case null -> "null";
      default -> "a " + key.getClass().getSimpleName();
    };
  }

  private static List<Part> components(Record r) {
    try {
      @Nullable Object[] values = Records.parts(r).orElse(new @Nullable Object[0]);
      List<Part> parts = new ArrayList<>();
      for (int i = 0; i < values.length; i++) {
        parts.add(new Part("." + r.getClass().getRecordComponents()[i].getName(), values[i]));
      }
      return parts;
    } catch (InvalidClassException closed) {
      return List.of();
    }
  }

  private static List<Part> fields(Object whole) {
    List<Part> parts = new ArrayList<>();
    for (Class<?> c = whole.getClass(); c != null && Serializable.class.isAssignableFrom(c); c = c.getSuperclass()) {
      if (!decidesItself(c)) {
        Stream.of(c.getDeclaredFields()).filter(Parts::isWritten).forEach(f -> field(f, whole).ifPresent(parts::add));
      }
    }
    return parts;
  }

  private static boolean decidesItself(Class<?> c) {
    return Externalizable.class.isAssignableFrom(c)
        || Stream.of(c.getDeclaredMethods()).anyMatch(m -> DECIDING.contains(m.getName()))
        || Stream.of(c.getDeclaredFields()).anyMatch(f -> f.getName().equals("serialPersistentFields"));
  }

  private static boolean isWritten(Field f) {
    return !Modifier.isStatic(f.getModifiers())
        && !Modifier.isTransient(f.getModifiers())
        && !f.getType().isPrimitive();
  }

  private static Optional<Part> field(Field f, Object whole) {
    try {
      f.setAccessible(true);
      return Optional.of(new Part("." + name(f), f.get(whole)));
    } catch (InaccessibleObjectException | IllegalAccessException closed) {
      return Optional.empty();
    }
  }

  /** What anonymous and local classes capture, as the author called it: {@code val$x} of Java, {@code $x} of Kotlin. */
  private static String name(Field f) {
    if (!f.isSynthetic()) {
      return f.getName();
    }
    return f.getName().startsWith("this$") ? "this" : f.getName().replaceFirst("^(val)?\\$", "");
  }
}
