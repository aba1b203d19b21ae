package dev.drover.internal.codec;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Arrays of every element type. Numbers are copied in bulk, a block at a time. */
final class Arrays implements Form.Family {
  private static final Arrays FAMILY = new Arrays();

  /** Arrays of references other than String[], of any dimension. */
  static final Form OBJECTS = new Form(Form.Kind.OPEN, Tag.OBJECTS, FAMILY);

  private Arrays() {}

  static void list() {
    Forms.open(Tag.BYTES, byte[].class, FAMILY);
    Forms.open(Tag.SHORTS, short[].class, FAMILY);
    Forms.open(Tag.CHARS, char[].class, FAMILY);
    Forms.open(Tag.INTS, int[].class, FAMILY);
    Forms.open(Tag.LONGS, long[].class, FAMILY);
    Forms.open(Tag.FLOATS, float[].class, FAMILY);
    Forms.open(Tag.DOUBLES, double[].class, FAMILY);
    Forms.open(Tag.BOOLEANS, boolean[].class, FAMILY);
    Forms.open(Tag.STRINGS, String[].class, FAMILY);
    Forms.reader(Tag.OBJECTS, FAMILY);
    Forms.reader(Tag.BULK, FAMILY);
  }

  @Override
  public void write(int tag, Object v, Encoder to) throws IOException {
    if (to.beside(tag, v)) {
      return;
    }
    to.out.put(tag);
    switch (tag) {
      case Tag.BYTES -> to.out.putBytes((byte[]) v);
      case Tag.STRINGS -> to.values((String[]) v);
      case Tag.OBJECTS -> {
        to.type(v.getClass().getComponentType());
        to.values((Object[]) v);
      }
      default -> writeNumbers(tag, v, to.out);
    }
  }

  @Override
  public Object read(int tag, Decoder from) throws IOException, ReflectiveOperationException {
    return switch (tag) {
      case Tag.BYTES -> from.in.getBytes();
      case Tag.STRINGS -> readStrings(from);
      case Tag.OBJECTS -> readObjects(from);
      case Tag.BULK -> from.in.getBulk();
      default -> readNumbers(tag, from.in);
    };
  }

  private static void writeNumbers(int tag, Object array, Sink out) {
    int length = Array.getLength(array);
    int width = width(tag);
    out.putSize(length);
    for (int done = 0; done < length; ) {
      ByteBuffer to = out.stretch(length - done, width);
      int n = to.remaining() / width;
      put(tag, array, done, n, to);
      done += n;
    }
  }

  private static Object readNumbers(int tag, Source in) throws IOException {
    int width = width(tag);
    int length = in.getCount(width);
    Object array = array(tag, length);
    for (int done = 0; done < length; ) {
      ByteBuffer from = in.stretch(length - done, width);
      int n = from.remaining() / width;
      get(tag, array, done, n, from);
      done += n;
    }
    return array;
  }

  static int width(int tag) {
    return switch (tag) {
      case Tag.SHORTS -> Short.BYTES;
      case Tag.CHARS -> Character.BYTES;
      case Tag.INTS -> Integer.BYTES;
      case Tag.LONGS -> Long.BYTES;
      case Tag.FLOATS -> Float.BYTES;
      case Tag.DOUBLES -> Double.BYTES;
      case Tag.BOOLEANS -> 1;
      default -> throw Forms.stranger(tag);
    };
  }

  static Object array(int tag, int length) {
    return switch (tag) {
      case Tag.BYTES -> new byte[length];
      case Tag.SHORTS -> new short[length];
      case Tag.CHARS -> new char[length];
      case Tag.INTS -> new int[length];
      case Tag.LONGS -> new long[length];
      case Tag.FLOATS -> new float[length];
      case Tag.DOUBLES -> new double[length];
      case Tag.BOOLEANS -> new boolean[length];
      default -> throw Forms.stranger(tag);
    };
  }

  /** Copies so many elements from {@code at} on into a buffer of just that size. */
  private static void put(int tag, Object array, int at, int count, ByteBuffer to) {
    switch (tag) {
      case Tag.SHORTS -> to.asShortBuffer().put((short[]) array, at, count);
      case Tag.CHARS -> to.asCharBuffer().put((char[]) array, at, count);
      case Tag.INTS -> to.asIntBuffer().put((int[]) array, at, count);
      case Tag.LONGS -> to.asLongBuffer().put((long[]) array, at, count);
      case Tag.FLOATS -> to.asFloatBuffer().put((float[]) array, at, count);
      case Tag.DOUBLES -> to.asDoubleBuffer().put((double[]) array, at, count);
      default -> putBooleans((boolean[]) array, at, count, to);
    }
  }

  /** The inverse of {@link #put}. */
  private static void get(int tag, Object array, int at, int count, ByteBuffer from) {
    switch (tag) {
      case Tag.SHORTS -> from.asShortBuffer().get((short[]) array, at, count);
      case Tag.CHARS -> from.asCharBuffer().get((char[]) array, at, count);
      case Tag.INTS -> from.asIntBuffer().get((int[]) array, at, count);
      case Tag.LONGS -> from.asLongBuffer().get((long[]) array, at, count);
      case Tag.FLOATS -> from.asFloatBuffer().get((float[]) array, at, count);
      case Tag.DOUBLES -> from.asDoubleBuffer().get((double[]) array, at, count);
      default -> getBooleans((boolean[]) array, at, count, from);
    }
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

  private static Object readObjects(Decoder from) throws IOException, ReflectiveOperationException {
    Class<?> component = from.type();
    Object[] array = from.open((Object[]) Array.newInstance(component, from.in.getCount(1)));
    for (int i = 0; i < array.length; i++) {
      Array.set(array, i, from.value());
    }
    return array;
  }
}
