package dev.drover.internal.codec;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes one value and all that hangs on it.
 *
 * <p>Every value opens with a tag. A value that may be met twice (a list, a record, an array) is numbered when it is
 * met first; the next time only its number is written, so that a shared part stays shared and a web of references
 * stays as small as it is. What has no short form, and what is nested too deeply for it, goes to one {@link
 * JdkWriter} per payload, whose bytes stand between the others; neither reader reads ahead. What is so created only
 * when it is needed: an Integer costs this object and a {@link Sink}. For one thread and one value.
 */
final class Encoder {
  /** Deeper than people nest, and far from what a small stack holds. */
  static final int DEEPEST = 200;

  final Sink out;
  private final ClassLocator locator;
  private final Code code;
  private final @Nullable List<Bulk> bulks;
  private @Nullable Seen seen;
  private @Nullable ClassNames classes;
  private @Nullable JdkWriter jdk;
  private int depth;

  Encoder(ClassLocator locator, Code code) {
    this(locator, code, null);
  }

  /** Large arrays are put into that list, if there is one. */
  Encoder(ClassLocator locator, Code code, @Nullable List<Bulk> bulks) {
    this(new Sink(), locator, code, bulks);
  }

  /** Writes there. */
  Encoder(Sink out, ClassLocator locator, Code code, @Nullable List<Bulk> bulks) {
    this.out = out;
    this.locator = locator;
    this.code = code;
    this.bulks = bulks;
  }

  /** A value or null. */
  void value(@Nullable Object value) throws IOException {
    if (value == null) {
      out.put(Tag.NULL);
      return;
    }
    Form form = Forms.of(value.getClass());
    if (form.kind() == Form.Kind.LEAF) {
      form.write(value, this);
    } else {
      container(value, form);
    }
  }

  private void container(Object value, Form form) throws IOException {
    Seen known = seen == null ? new Seen() : seen;
    seen = known;
    int number = known.enter(value, form.kind());
    if (number >= 0) {
      out.put(Tag.AGAIN);
      out.putSize(number);
      return;
    }
    if (++depth > DEEPEST) {
      jdk(value);
    } else {
      form.write(value, this);
    }
    depth--;
    known.leave(value);
  }

  /** Writes only the number of a large array, if this may be; the array travels beside the bytes then. */
  boolean beside(int tag, Object array) {
    if (bulks == null || !Bulk.fits(tag, array)) {
      return false;
    }
    out.put(Tag.BULK);
    out.putSize(bulks.size());
    bulks.add(Bulk.of(tag, array));
    return true;
  }

  /** The same of memory of any kind, which is made ready for that; the number is written so that it is not 0. */
  boolean memoryBeside(int kind, MemorySegment memory, UnaryOperator<MemorySegment> ready) {
    if (bulks == null || memory.byteSize() < Bulk.LEAST) {
      return false;
    }
    MemorySegment kept = ready.apply(memory);
    bulks.add(new Bulk(kind, kept, kept));
    out.putSize(bulks.size());
    return true;
  }

  /** A count and that many values. */
  void values(Object[] values) throws IOException {
    out.putSize(values.length);
    for (Object v : values) {
      value(v);
    }
  }

  /** A value by JDK serialisation. */
  void jdk(Object value) throws IOException {
    out.put(Tag.JDK);
    JdkWriter writer = jdk == null ? new JdkWriter(out, locator, code) : jdk;
    jdk = writer;
    writer.writeObject(value);
    writer.flush();
  }

  /** The class of a value that follows: by name at first and by number from then on. */
  void type(Class<?> c) {
    if (name(c)) {
      code.met(c);
    }
  }

  /** The same without any value of it; returns whether it was not named before. */
  boolean name(Class<?> c) {
    ClassNames known = classes == null ? new ClassNames() : classes;
    classes = known;
    return known.write(c, out, locator);
  }
}
