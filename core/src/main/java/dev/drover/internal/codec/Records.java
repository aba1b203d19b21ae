package dev.drover.internal.codec;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records: their components as they are stored, and back through the canonical constructor, which may check them. A
 * record needs neither {@code Serializable} nor to be visible. One that says itself what to write in its place, or
 * whose package is closed to reflection, is left to JDK serialisation.
 */
final class Records implements Form.Writer {
  /** The parts of a record class, or none if it is not taken apart here. */
  private static final ClassValue<Optional<Records>> BY_CLASS =
      new ClassValue<>() {
        @Override
        protected Optional<Records> computeValue(Class<?> c) {
          return (replacesItself(c) && !isOfHandle(c)) || Modules.closedToParent(c) ? Optional.empty() : open(c);
        }
      };

  private final Field[] fields;
  private final Constructor<?> constructor;

  private Records(Field[] fields, Constructor<?> constructor) {
    this.fields = fields;
    this.constructor = constructor;
  }

  /** How to write instances of a record class. */
  static Optional<Form> form(Class<?> c) {
    return isOfHandle(c) && replacesItself(c)
        ? Optional.empty()
        : BY_CLASS.get(c).map(r -> new Form(Form.Kind.CLOSED, Tag.RECORD, r));
  }

  private static boolean replacesItself(Class<?> c) {
    return Stream.of(c.getDeclaredMethods())
        .filter(m -> m.getParameterCount() == 0)
        .anyMatch(m -> m.getName().equals("writeReplace") || m.getName().equals("readResolve"));
  }

  /** Then {@link Handles} does what the record says. */
  private static boolean isOfHandle(Class<?> c) {
    return Handle.class.isAssignableFrom(c.getNestHost());
  }

  private static Optional<Records> open(Class<?> c) {
    try {
      RecordComponent[] components = c.getRecordComponents();
      Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Field[] fields = new Field[components.length];
      for (int i = 0; i < fields.length; i++) {
        fields[i] = accessible(c.getDeclaredField(components[i].getName()));
      }
      return Optional.of(new Records(fields, accessible(c.getDeclaredConstructor(types))));
    } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
      return Optional.empty();
    }
  }

  private static <A extends AccessibleObject> A accessible(A member) {
    member.setAccessible(true);
    return member;
  }

  /** What follows the tag. */
  static void writeParts(Object value, Encoder to) throws IOException {
    BY_CLASS.get(value.getClass()).orElseThrow(() -> new InvalidClassException(value.getClass().getName(), "is closed"))
        .parts(value, to);
  }

  @Override
  public void write(int tag, Object value, Encoder to) throws IOException {
    to.out.put(tag);
    parts(value, to);
  }

  private void parts(Object value, Encoder to) throws IOException {
    to.type(value.getClass());
    to.out.put(fields.length);
    for (Field f : fields) {
      to.value(get(f, value));
    }
  }

  static Object read(Decoder from) throws IOException, ReflectiveOperationException {
    Class<?> type = from.type();
    @Nullable Object[] parts = new @Nullable Object[from.in.get()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = from.value();
    }
    return make(type, parts);
  }

  /** The components of a record in order; empty if it is not taken apart here. */
  static Optional<@Nullable Object[]> parts(Object value) throws InvalidClassException {
    Optional<Records> shape = value instanceof Record ? BY_CLASS.get(value.getClass()) : Optional.empty();
    if (shape.isEmpty()) {
      return Optional.empty();
    }
    Field[] fields = shape.get().fields;
    @Nullable Object[] parts = new @Nullable Object[fields.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = get(fields[i], value);
    }
    return Optional.of(parts);
  }

  private static @Nullable Object get(Field f, Object value) throws InvalidClassException {
    try {
      return f.get(value);
    } catch (IllegalAccessException e) {
      throw new InvalidClassException(value.getClass().getName(), e.toString());
    }
  }

  /** A record from its components. */
  static Object make(Class<?> type, @Nullable Object[] parts) throws IOException, ReflectiveOperationException {
    Types.as(Record.class, type);
    Records shape =
        BY_CLASS.get(type).orElseThrow(() -> new InvalidObjectException(
            type.getName() + " can't be constructed" + Modules.wayOut(type).map(w -> ": " + w).orElse("")));
    if (parts.length != shape.fields.length) {
      throw new InvalidObjectException(
          "%s has %d components here, but %d were sent".formatted(type.getName(), shape.fields.length, parts.length));
    }
    return shape.construct(parts);
  }

  private Object construct(@Nullable Object[] parts) throws ReflectiveOperationException {
    try {
      return constructor.newInstance(parts);
    } catch (InvocationTargetException e) {
      throw new ReflectiveOperationException("the constructor of the record threw", e.getCause());
    }
  }
}
