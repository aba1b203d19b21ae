package dev.drover.internal.codec;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what an {@link Encoder} wrote. For one thread and one value. */
final class Decoder {
  /** Stands for a container whose parts are still being read. */
  private enum Unfinished {
    VALUE
  }

  private static final List<@Nullable Object> NONE = List.of();

  final Source in;
  final ClassLocator locator;
  private List<@Nullable Object> containers = NONE;
  private List<Class<?>> classes = List.of();
  private @Nullable JdkReader jdk;

  Decoder(Source in, ClassLocator locator) {
    this.in = in;
    this.locator = locator;
  }

  /** The next value. */
  @Nullable Object value() throws IOException, ReflectiveOperationException {
    return value(in.get());
  }

  /** The value that opens with this tag. */
  @Nullable Object value(int tag) throws IOException, ReflectiveOperationException {
    if (tag == Tag.AGAIN) {
      return again();
    }
    Form.Reader reader = Forms.reader(tag);
    return tag < Tag.OPTIONAL ? reader.read(tag, this) : container(tag, reader);
  }

  private @Nullable Object container(int tag, Form.Reader reader) throws IOException, ReflectiveOperationException {
    int number = containers.size();
    containers = number == 0 ? new ArrayList<>() : containers;
    containers.add(Unfinished.VALUE);
    Object value = reader.read(tag, this);
    containers.set(number, value);
    return value;
  }

  /** Makes a container known to its own parts; called before the first of them is read. */
  <T> T open(T container) {
    containers.set(containers.size() - 1, container);
    return container;
  }

  private @Nullable Object again() throws IOException {
    long number = in.getSize();
    Object known = number >= 0 && number < containers.size() ? containers.get((int) number) : Unfinished.VALUE;
    if (known instanceof Unfinished) {
      throw new StreamCorruptedException("a reference to value %d, which doesn't exist".formatted(number));
    }
    return known;
  }

  /** A count and that many values, in an array of their own. */
  @Nullable Object[] values() throws IOException, ReflectiveOperationException {
    @Nullable Object[] values = new @Nullable Object[in.getCount(1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = value();
    }
    return values;
  }

  /** A value by JDK serialisation. */
  @Nullable Object jdk() throws IOException, ClassNotFoundException {
    JdkReader reader = jdk == null ? new JdkReader(in, locator) : jdk;
    jdk = reader;
    return reader.next();
  }

  /** The inverse of {@link Encoder#type}. */
  Class<?> type() throws IOException, ClassNotFoundException {
    long number = in.getSize();
    if (number == 0) {
      return newType();
    }
    if (number < 0 || number > classes.size()) {
      throw new StreamCorruptedException("a reference to class %d, which doesn't exist".formatted(number));
    }
    return classes.get((int) number - 1);
  }

  private Class<?> newType() throws IOException, ClassNotFoundException {
    String name = Scalars.chars(in);
    Class<?> c = Types.find(locator, name, (int) in.getSize());
    classes = classes.isEmpty() ? new ArrayList<>() : classes;
    classes.add(c);
    return c;
  }
}
