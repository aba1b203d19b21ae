package dev.drover.internal.codec;

import java.io.Externalizable;
import java.io.StreamCorruptedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which class is written in which form, and which tag is read by whom.
 *
 * <p>In this order: the exact classes listed in {@link Scalars}, {@link Times}, {@link Arrays}, {@link Lists} and
 * {@link Maps}; classes that an installed {@link dev.drover.spi.Codec} handles; enums and records; JDK serialisation.
 */
final class Forms {
  private static final Map<Class<?>, Form> LISTED = new HashMap<>();
  private static final Form.@Nullable Reader[] READERS = new Form.Reader[Tag.COUNT];

  /** By JDK serialisation: what has no form of its own. */
  static final Form JDK = new Form(Form.Kind.CLOSED, (v, to) -> to.jdk(v));

  private static final ClassValue<Form> BY_CLASS =
      new ClassValue<>() {
        @Override
        protected Form computeValue(Class<?> c) {
          return choose(c);
        }
      };

  static {
    Scalars.list();
    Times.list();
    Arrays.list();
    Lists.list();
    Maps.list();
    reader(Tag.ENUM, Enums::read);
    reader(Tag.RECORD, Records::read);
    reader(Tag.CODEC, Codecs::read);
    reader(Tag.JDK, Decoder::jdk);
  }

  private Forms() {}

  /** How values of exactly this class are written. */
  static Form of(Class<?> c) {
    return BY_CLASS.get(c);
  }

  /** Who reads what follows the tag. */
  static Form.Reader reader(int tag) throws StreamCorruptedException {
    Form.Reader reader = tag < Tag.COUNT ? READERS[tag] : null;
    if (reader == null) {
      throw new StreamCorruptedException("no value begins with %d; the two sides differ in version".formatted(tag));
    }
    return reader;
  }

  /** Lists a reader. */
  static void reader(int tag, Form.Reader reader) {
    READERS[tag] = reader;
  }

  /** Lists a writer; its type is that of the class without arguments, which the compiler can't hold together. */
  @SuppressWarnings("unchecked") // the table maps a class to a writer of just that class
  static <T> void writer(Class<?> c, Form.Kind kind, Form.Writer<T> writer) {
    LISTED.put(c, new Form(kind, (Form.Writer<Object>) writer));
  }

  /** Lists a class with one tag, read by one reader. */
  static <T> void form(int tag, Class<?> c, Form.Kind kind, Form.Writer<T> body, Form.Reader reader) {
    writer(
        c,
        kind,
        (T value, Encoder to) -> {
          to.out.put(tag);
          body.write(value, to);
        });
    reader(tag, reader);
  }

  private static Form choose(Class<?> c) {
    Form listed = LISTED.get(c);
    if (listed != null) {
      return listed;
    }
    return Codecs.form(c).or(() -> constructed(c)).orElse(JDK);
  }

  private static Optional<Form> constructed(Class<?> c) {
    if (Enum.class.isAssignableFrom(c)) {
      return Optional.of(Enums.FORM);
    }
    if (c.isRecord() && !Externalizable.class.isAssignableFrom(c)) {
      return Records.form(c);
    }
    return c.isArray() ? Optional.of(Arrays.OBJECTS) : Optional.empty();
  }
}
