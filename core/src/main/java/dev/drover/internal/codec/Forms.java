package dev.drover.internal.codec;

import java.io.Externalizable;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which class is written in which form, and which tag is read by whom.
 *
 * <p>In this order: the exact classes listed in {@link Numbers}, {@link Scalars}, {@link Times}, {@link Arrays}, {@link Lists} and
 * {@link Maps}; classes that an installed {@link dev.drover.spi.Codec} handles; enums, handles and records; JDK serialisation.
 */
final class Forms {
  private static final Map<Class<?>, Form> LISTED = new HashMap<>();
  private static final Form.@Nullable Reader[] READERS = new Form.Reader[Tag.COUNT];

  /** What is read by its tag alone, and written by JDK serialisation if nobody else does it. */
  private static final Form.Family REST =
      new Form.Family() {
        @Override
        public void write(int tag, Object value, Encoder to) throws IOException {
          to.jdk(value);
        }

        @Override
        public @Nullable Object read(int tag, Decoder from) throws IOException, ReflectiveOperationException {
          return switch (tag) {
            case Tag.RECORD -> Records.read(from);
            case Tag.HANDLE -> Handles.read(from);
            case Tag.CODEC -> Codecs.read(from);
            default -> from.jdk();
          };
        }
      };

  /** By JDK serialisation: what has no form of its own. */
  static final Form JDK = new Form(Form.Kind.CLOSED, Tag.JDK, REST);

  private static final ClassValue<Form> BY_CLASS =
      new ClassValue<>() {
        @Override
        protected Form computeValue(Class<?> c) {
          return choose(c);
        }
      };

  static {
    Numbers.list();
    Scalars.list();
    Times.list();
    Arrays.list();
    Lists.list();
    Maps.list();
    reader(Tag.ENUM, Enums.FAMILY);
    reader(Tag.RECORD, REST);
    reader(Tag.HANDLE, REST);
    reader(Tag.CODEC, REST);
    reader(Tag.JDK, REST);
    reader(Tag.MEMORY, Views.FAMILY);
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

  /** Lists a class whose values hold no others. */
  static void leaf(int tag, Class<?> c, Form.Family family) {
    form(tag, c, Form.Kind.LEAF, family);
  }

  /** Lists a class whose values may be parts of themselves. */
  static void open(int tag, Class<?> c, Form.Family family) {
    form(tag, c, Form.Kind.OPEN, family);
  }

  /** Lists the class of this value, which only the JDK can name, and whose values exist when all their parts do. */
  static void closed(int tag, Object example, Form.Family family) {
    form(tag, example.getClass(), Form.Kind.CLOSED, family);
  }

  /** Lists a class with one tag, written and read by one family. */
  private static void form(int tag, Class<?> c, Form.Kind kind, Form.Family family) {
    LISTED.put(c, new Form(kind, tag, family));
    reader(tag, family);
  }

  /** A family was asked for a tag that is not one of its own. */
  static IllegalStateException stranger(int tag) {
    return new IllegalStateException("tag %d is of another family".formatted(tag));
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
    if (Handle.class.isAssignableFrom(c)) {
      return Optional.of(Handles.FORM);
    }
    if (c.isRecord() && !Externalizable.class.isAssignableFrom(c)) {
      return Records.form(c);
    }
    if (Buffer.class.isAssignableFrom(c) || MemorySegment.class.isAssignableFrom(c)) {
      return Optional.of(Views.FORM);
    }
    return c.isArray() ? Optional.of(Arrays.OBJECTS) : Optional.empty();
  }
}
