package dev.drover.internal.codec;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Arrays of every element type. Numbers are copied in bulk, a block at a time. */
final class Arrays {
  /** Arrays of references other than String[], of any dimension. */
  static final Form OBJECTS = new Form(Form.Kind.OPEN, (v, to) -> writeObjects((Object[]) v, to));

  private Arrays() {}

  static void list() {
    Forms.<byte[]>form(Tag.BYTES, byte[].class, Form.Kind.OPEN, (v, to) -> to.out.putBytes(v), d -> d.in.getBytes());
    numbers(Tag.SHORTS, short[].class, Short.BYTES,
        (a, at, n, b) -> b.asShortBuffer().put(a, at, n), (a, at, n, b) -> b.asShortBuffer().get(a, at, n));
    numbers(Tag.CHARS, char[].class, Character.BYTES,
        (a, at, n, b) -> b.asCharBuffer().put(a, at, n), (a, at, n, b) -> b.asCharBuffer().get(a, at, n));
    numbers(Tag.INTS, int[].class, Integer.BYTES,
        (a, at, n, b) -> b.asIntBuffer().put(a, at, n), (a, at, n, b) -> b.asIntBuffer().get(a, at, n));
    numbers(Tag.LONGS, long[].class, Long.BYTES,
        (a, at, n, b) -> b.asLongBuffer().put(a, at, n), (a, at, n, b) -> b.asLongBuffer().get(a, at, n));
    numbers(Tag.FLOATS, float[].class, Float.BYTES,
        (a, at, n, b) -> b.asFloatBuffer().put(a, at, n), (a, at, n, b) -> b.asFloatBuffer().get(a, at, n));
    numbers(Tag.DOUBLES, double[].class, Double.BYTES,
        (a, at, n, b) -> b.asDoubleBuffer().put(a, at, n), (a, at, n, b) -> b.asDoubleBuffer().get(a, at, n));
    numbers(Tag.BOOLEANS, boolean[].class, 1, Arrays::putBooleans, Arrays::getBooleans);
    Forms.<String[]>form(Tag.STRINGS, String[].class, Form.Kind.OPEN, (v, to) -> to.values(v), Arrays::readStrings);
    Forms.reader(Tag.OBJECTS, Arrays::readObjects);
  }

  /** Copies {@code count} elements from {@code at} on between an array and a buffer of just that size. */
  private interface Copy<A> {
    void run(A array, int at, int count, ByteBuffer buffer);
  }

  private static <A> void numbers(int tag, Class<A> c, int width, Copy<A> put, Copy<A> get) {
    Forms.<A>form(tag, c, Form.Kind.OPEN, (v, to) -> write(v, width, put, to.out), d -> read(c, width, get, d.in));
  }

  private static <A> void write(A array, int width, Copy<A> put, Sink out) {
    int length = Array.getLength(array);
    out.putSize(length);
    for (int done = 0; done < length; ) {
      ByteBuffer to = out.stretch(length - done, width);
      int n = to.remaining() / width;
      put.run(array, done, n, to);
      done += n;
    }
  }

  private static <A> A read(Class<A> c, int width, Copy<A> get, Source in) throws IOException {
    int length = in.getCount(width);
    A array = c.cast(Array.newInstance(c.getComponentType(), length));
    for (int done = 0; done < length; ) {
      ByteBuffer from = in.stretch(length - done, width);
      int n = from.remaining() / width;
      get.run(array, done, n, from);
      done += n;
    }
    return array;
  }

  private static void putBooleans(boolean[] array, int at, int count, ByteBuffer to) {
    for (int i = 0; i < count; i++) {
      to.put((byte) (array[at + i] ? 1 : 0));
    }
  }

  private static void getBooleans(boolean[] array, int at, int count, ByteBuffer from) {
    for (int i = 0; i < count; i++) {
      array[at + i] = from.get() != 0;
    }
  }

  private static Object readStrings(Decoder from) throws IOException, ReflectiveOperationException {
    @Nullable String[] array = from.open(new @Nullable String[from.in.getCount(1)]);
    for (int i = 0; i < array.length; i++) {
      array[i] = (String) from.value();
    }
    return array;
  }

  private static void writeObjects(Object[] array, Encoder to) throws IOException {
    to.out.put(Tag.OBJECTS);
    to.type(array.getClass().getComponentType());
    to.values(array);
  }

  private static Object readObjects(Decoder from) throws IOException, ReflectiveOperationException {
    Class<?> component = from.type();
    Object[] array = from.open((Object[]) Array.newInstance(component, from.in.getCount(1)));
    for (int i = 0; i < array.length; i++) {
      Array.set(array, i, from.value());
    }
    return array;
  }
}
