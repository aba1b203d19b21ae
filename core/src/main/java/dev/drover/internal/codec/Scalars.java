package dev.drover.internal.codec;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/** Single values: numbers, text, names of things. */
final class Scalars {
  private static final int LATIN_LIMIT = 0x100;
  private static final int SHORT_TEXT = 64;

  private Scalars() {}

  static void list() {
    numbers();
    bigNumbers();
    names();
    optionals();
    Forms.reader(Tag.NULL, in -> null);
    Forms.writer(Boolean.class, Form.Kind.LEAF, (Boolean v, Encoder to) -> to.out.put(v ? Tag.TRUE : Tag.FALSE));
    Forms.reader(Tag.TRUE, in -> true);
    Forms.reader(Tag.FALSE, in -> false);
    Forms.writer(String.class, Form.Kind.LEAF, (String v, Encoder to) -> text(v, to.out));
    Forms.reader(Tag.LATIN, d -> latin(d.in));
    Forms.reader(Tag.UTF16, d -> utf16(d.in));
  }

  private static <T> void leaf(int tag, Class<T> c, Form.Writer<T> body, Form.Reader reader) {
    Forms.form(tag, c, Form.Kind.LEAF, body, reader);
  }

  private static void numbers() {
    leaf(Tag.BYTE, Byte.class, (v, to) -> to.out.put(v), d -> (byte) d.in.get());
    leaf(Tag.SHORT, Short.class, (v, to) -> to.out.putNumber(v), d -> (short) d.in.getNumber());
    leaf(Tag.CHARACTER, Character.class, (v, to) -> to.out.putSize(v), d -> (char) d.in.getSize());
    leaf(Tag.INTEGER, Integer.class, (v, to) -> to.out.putNumber(v), d -> (int) d.in.getNumber());
    leaf(Tag.LONG, Long.class, (v, to) -> to.out.putNumber(v), d -> d.in.getNumber());
    leaf(Tag.FLOAT, Float.class, (v, to) -> to.out.putInt(Float.floatToRawIntBits(v)),
        d -> Float.intBitsToFloat(d.in.getInt()));
    leaf(Tag.DOUBLE, Double.class, (v, to) -> to.out.putLong(Double.doubleToRawLongBits(v)),
        d -> Double.longBitsToDouble(d.in.getLong()));
  }

  private static void bigNumbers() {
    leaf(Tag.BIG_INTEGER, BigInteger.class, (v, to) -> to.out.putBytes(v.toByteArray()),
        d -> new BigInteger(d.in.getBytes()));
    leaf(
        Tag.BIG_DECIMAL,
        BigDecimal.class,
        (v, to) -> {
          to.out.putBytes(v.unscaledValue().toByteArray());
          to.out.putNumber(v.scale());
        },
        d -> new BigDecimal(new BigInteger(d.in.getBytes()), (int) d.in.getNumber()));
  }

  private static void names() {
    leaf(Tag.URI, URI.class, (v, to) -> chars(v.toString(), to.out), d -> URI.create(chars(d.in)));
    leaf(
        Tag.UUID,
        UUID.class,
        (v, to) -> {
          to.out.putLong(v.getMostSignificantBits());
          to.out.putLong(v.getLeastSignificantBits());
        },
        d -> new UUID(d.in.getLong(), d.in.getLong()));
    Forms.<Path>form(Tag.PATH, Path.of("").getClass(), Form.Kind.LEAF, (v, to) -> chars(v.toString(), to.out),
        d -> Path.of(chars(d.in)));
    Forms.<Class<?>>writer(Class.class, Form.Kind.LEAF, (v, to) -> {
      to.out.put(Tag.CLASS);
      to.name(v);
    });
    Forms.reader(Tag.CLASS, Decoder::type);
  }

  private static void optionals() {
    leaf(
        Tag.OPTIONAL_INT,
        OptionalInt.class,
        (v, to) -> to.value(v.isPresent() ? v.getAsInt() : null),
        d -> d.value() instanceof Integer i ? OptionalInt.of(i) : OptionalInt.empty());
    leaf(
        Tag.OPTIONAL_LONG,
        OptionalLong.class,
        (v, to) -> to.value(v.isPresent() ? v.getAsLong() : null),
        d -> d.value() instanceof Long i ? OptionalLong.of(i) : OptionalLong.empty());
    leaf(
        Tag.OPTIONAL_DOUBLE,
        OptionalDouble.class,
        (v, to) -> to.value(v.isPresent() ? v.getAsDouble() : null),
        d -> d.value() instanceof Double i ? OptionalDouble.of(i) : OptionalDouble.empty());
  }

  /** A string with its tag: one byte a character where that is enough, else two; lone surrogates are kept. */
  static void text(String s, Sink out) {
    if (s.length() > SHORT_TEXT) {
      longText(s, out);
    } else if (isLatin(s)) {
      out.put(Tag.LATIN);
      out.putSize(s.length());
      for (int i = 0; i < s.length(); i++) {
        out.put(s.charAt(i));
      }
    } else {
      out.put(Tag.UTF16);
      putUtf16(s, out);
    }
  }

  private static boolean isLatin(String s) {
    for (int i = 0; i < s.length(); i++) {
      if (s.charAt(i) >= LATIN_LIMIT) {
        return false;
      }
    }
    return true;
  }

  /** The JDK converts and compares many characters at a time, so trying is faster than looking at each. */
  private static void longText(String s, Sink out) {
    byte[] latin = s.getBytes(StandardCharsets.ISO_8859_1);
    if (new String(latin, StandardCharsets.ISO_8859_1).equals(s)) {
      out.put(Tag.LATIN);
      out.putBytes(latin);
    } else {
      out.put(Tag.UTF16);
      putUtf16(s, out);
    }
  }

  private static void putUtf16(String s, Sink out) {
    out.putSize(s.length());
    CharBuffer rest = CharBuffer.wrap(s);
    while (rest.hasRemaining()) {
      ByteBuffer to = out.stretch(rest.remaining(), Character.BYTES);
      int n = to.remaining() / Character.BYTES;
      to.asCharBuffer().put(rest.slice(0, n));
      rest.position(rest.position() + n);
    }
  }

  /** A string where nothing else can stand. */
  static void chars(String s, Sink out) {
    text(s, out);
  }

  /** The inverse of {@link #chars(String, Sink)}. */
  static String chars(Source in) throws IOException {
    return in.get() == Tag.LATIN ? latin(in) : utf16(in);
  }

  private static String latin(Source in) throws IOException {
    return new String(in.getBytes(), StandardCharsets.ISO_8859_1);
  }

  private static String utf16(Source in) throws IOException {
    int length = in.getCount(Character.BYTES);
    StringBuilder text = new StringBuilder(length);
    for (int done = 0; done < length; ) {
      CharBuffer part = in.stretch(length - done, Character.BYTES).asCharBuffer();
      text.append(part);
      done += part.length();
    }
    return text.toString();
  }
}
