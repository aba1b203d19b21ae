package dev.drover.internal.codec;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Single values that are no numbers: texts, truth values, names of things, optional numbers. */
final class Scalars implements Form.Family {
  private static final int LATIN_LIMIT = 0x100;
  private static final int SHORT_TEXT = 64;

  private Scalars() {}

  static void list() {
    Scalars family = new Scalars();
    Forms.reader(Tag.NULL, family);
    Forms.leaf(Tag.TRUE, Boolean.class, family);
    Forms.reader(Tag.FALSE, family);
    Forms.leaf(Tag.LATIN, String.class, family);
    Forms.reader(Tag.UTF16, family);
    Forms.leaf(Tag.URI, URI.class, family);
    Forms.leaf(Tag.UUID, UUID.class, family);
    Forms.leaf(Tag.PATH, Path.of("").getClass(), family);
    Forms.leaf(Tag.CLASS, Class.class, family);
    Forms.leaf(Tag.OPTIONAL_INT, OptionalInt.class, family);
    Forms.leaf(Tag.OPTIONAL_LONG, OptionalLong.class, family);
    Forms.leaf(Tag.OPTIONAL_DOUBLE, OptionalDouble.class, family);
  }

  @Override
  public void write(int tag, Object v, Encoder to) throws IOException {
    switch (tag) {
      case Tag.TRUE -> to.out.put((Boolean) v ? Tag.TRUE : Tag.FALSE);
      case Tag.LATIN -> text((String) v, to.out);
      default -> {
        to.out.put(tag);
        body(tag, v, to);
      }
    }
  }

  private static void body(int tag, Object v, Encoder to) throws IOException {
    switch (tag) {
      case Tag.URI, Tag.PATH -> chars(v.toString(), to.out);
      case Tag.UUID -> {
        to.out.putLong(((UUID) v).getMostSignificantBits());
        to.out.putLong(((UUID) v).getLeastSignificantBits());
      }
      case Tag.CLASS -> to.name((Class<?>) v);
      case Tag.OPTIONAL_INT -> to.value(v.equals(OptionalInt.empty()) ? null : ((OptionalInt) v).getAsInt());
      case Tag.OPTIONAL_LONG -> to.value(v.equals(OptionalLong.empty()) ? null : ((OptionalLong) v).getAsLong());
      case Tag.OPTIONAL_DOUBLE -> to.value(v.equals(OptionalDouble.empty()) ? null : ((OptionalDouble) v).getAsDouble());
      default -> throw Forms.stranger(tag);
    }
  }

  @Override
  public @Nullable Object read(int tag, Decoder from) throws IOException, ReflectiveOperationException {
    return switch (tag) {
      case Tag.NULL -> null;
      case Tag.TRUE -> true;
      case Tag.FALSE -> false;
      case Tag.LATIN -> latin(from.in);
      case Tag.UTF16 -> utf16(from.in);
      case Tag.URI -> URI.create(chars(from.in));
      case Tag.UUID -> new UUID(from.in.getLong(), from.in.getLong());
      case Tag.PATH -> Path.of(chars(from.in));
      case Tag.CLASS -> from.type();
      case Tag.OPTIONAL_INT -> from.value() instanceof Integer i ? OptionalInt.of(i) : OptionalInt.empty();
      case Tag.OPTIONAL_LONG -> from.value() instanceof Long i ? OptionalLong.of(i) : OptionalLong.empty();
      case Tag.OPTIONAL_DOUBLE -> from.value() instanceof Double i ? OptionalDouble.of(i) : OptionalDouble.empty();
      default -> throw Forms.stranger(tag);
    };
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
