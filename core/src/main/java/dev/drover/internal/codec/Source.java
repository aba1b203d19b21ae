package dev.drover.internal.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link Sink} wrote, from chunks cut anywhere. Every length is checked against the bytes that are left
 * before anything is allocated for it. For one thread.
 */
final class Source extends InputStream {
  private static final int LOW_BITS = 0x7F;
  private static final int BITS = 7;
  private static final int BYTE = 0xFF;

  private final Iterator<ByteBuffer> later;
  private final long size;
  private final List<Bulk> bulks;
  private ByteBuffer current;
  private long left;

  Source(Payload payload) {
    this.later = payload.raw().iterator();
    this.current = later.hasNext() ? duplicate(later.next()) : ByteBuffer.allocate(0);
    this.size = payload.size();
    this.left = size;
    this.bulks = payload.bulks();
  }

  private static ByteBuffer duplicate(ByteBuffer chunk) {
    return chunk.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** How many bytes are left; an upper bound for what any length in them may claim. */
  long left() {
    return left;
  }

  /** How many bytes there were at the beginning. */
  long size() {
    return size;
  }

  /** One byte, 0 to 255. */
  int get() throws IOException {
    current();
    left--;
    return current.get() & BYTE;
  }

  /** The next byte, which stays the next one; -1 at the end. */
  int peek() throws IOException {
    if (left == 0) {
      return -1;
    }
    current();
    return current.get(current.position()) & BYTE;
  }

  int getInt() throws IOException {
    if (current.remaining() < Integer.BYTES) {
      return (int) getSlowly(Integer.BYTES);
    }
    left -= Integer.BYTES;
    return current.getInt();
  }

  long getLong() throws IOException {
    if (current.remaining() < Long.BYTES) {
      return getSlowly(Long.BYTES);
    }
    left -= Long.BYTES;
    return current.getLong();
  }

  private long getSlowly(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) get() << (Byte.SIZE * i);
    }
    return value;
  }

  /** The inverse of {@link Sink#putNumber}. */
  long getNumber() throws IOException {
    long raw = getSize();
    return (raw >>> 1) ^ -(raw & 1);
  }

  /** The inverse of {@link Sink#putSize}. */
  long getSize() throws IOException {
    if (current.remaining() < Sink.LONGEST_NUMBER) {
      return getSizeSlowly();
    }
    int from = current.position();
    int at = from + 1;
    long b = current.get(from);
    long value = b & LOW_BITS;
    for (int shift = BITS; b < 0; shift += BITS) {
      requireShort(shift);
      b = current.get(at++);
      value |= (b & LOW_BITS) << shift;
    }
    current.position(at);
    left -= at - from;
    return value;
  }

  /**
   * Integers and longs that come next, as {@link Decoder} would read each: as many as stand together, but for those near the end of
   * what is here.
   *
   * @return how many were put, perhaps none
   */
  int numbers(@Nullable Object[] to, int from, int count) throws IOException {
    if (!current.hasArray()) {
      return 0;
    }
    byte[] bytes = current.array();
    int begin = current.arrayOffset() + current.position();
    int last = begin + current.remaining() - 1 - Sink.LONGEST_NUMBER;
    int at = begin;
    int done = 0;
    for (int tag = 0; done < count && at <= last; done++) {
      tag = bytes[at];
      if (tag != Tag.INTEGER && tag != Tag.LONG) {
        break;
      }
      long b = bytes[++at];
      long raw = b & LOW_BITS;
      for (int shift = BITS; b < 0; shift += BITS) {
        requireShort(shift);
        b = bytes[++at];
        raw |= (b & LOW_BITS) << shift;
      }
      at++;
      long value = (raw >>> 1) ^ -(raw & 1);
      to[from + done] = tag == Tag.INTEGER ? (Object) (int) value : (Object) value;
    }
    current.position(current.position() + at - begin);
    left -= at - begin;
    return done;
  }

  private static void requireShort(int shift) throws StreamCorruptedException {
    if (shift >= Long.SIZE) {
      throw new StreamCorruptedException("a number takes more than 10 bytes");
    }
  }

  /** Byte by byte, since it may be cut in two. */
  private long getSizeSlowly() throws IOException {
    long value = 0;
    int b = LOW_BITS + 1;
    for (int shift = 0; b > LOW_BITS; shift += BITS) {
      requireShort(shift);
      b = get();
      value |= (long) (b & LOW_BITS) << shift;
    }
    return value;
  }

  /** How many elements of at least {@code width} bytes each follow. */
  int getCount(int width) throws IOException {
    long count = getSize();
    if (count < 0 || count > left / width) {
      throw new StreamCorruptedException(
          "%d elements are announced, but only %d bytes are left".formatted(count, left));
    }
    return Math.toIntExact(count);
  }

  /** The inverse of {@link Encoder#beside}: the array itself, which belongs to the value from now on. */
  Object getBulk() throws IOException {
    return bulk(getSize()).array();
  }

  /** The inverse of {@link Encoder#memoryBeside}: memory of that kind. */
  Bulk getBulk(int kind, long number) throws IOException {
    Bulk bulk = bulk(number);
    if (bulk.kind() != kind) {
      throw new StreamCorruptedException("memory of kind %d is meant, but what is there is of kind %d".formatted(kind, bulk.kind()));
    }
    return bulk;
  }

  private Bulk bulk(long number) throws IOException {
    if (number < 0 || number >= bulks.size()) {
      throw new StreamCorruptedException("array %d beside the bytes is meant, but there are %d".formatted(number, bulks.size()));
    }
    return bulks.get((int) number);
  }

  /** The inverse of {@link Sink#putBytes}. */
  byte[] getBytes() throws IOException {
    byte[] bytes = new byte[getCount(1)];
    readAll(bytes);
    return bytes;
  }

  private void readAll(byte[] bytes) throws IOException {
    for (int done = 0; done < bytes.length; ) {
      int n = read(bytes, done, bytes.length - done);
      if (n < 0) {
        throw ended();
      }
      done += n;
    }
  }

  /**
   * The next elements of {@code width} bytes each, little-endian: as many as stand together in what is here, at least one
   * and at most {@code count}. A view of the chunk, unless one element is cut in two.
   */
  ByteBuffer stretch(int count, int width) throws IOException {
    current();
    int bytes = Math.min(count, current.remaining() / width) * width;
    if (bytes == 0) {
      return cut(width);
    }
    ByteBuffer view = current.slice(current.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
    current.position(current.position() + bytes);
    left -= bytes;
    return view;
  }

  private ByteBuffer cut(int width) throws IOException {
    byte[] element = new byte[width];
    readAll(element);
    return ByteBuffer.wrap(element).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Passes over bytes. */
  void pass(long bytes) throws IOException {
    for (long rest = bytes; rest > 0; ) {
      current();
      int n = (int) Math.min(rest, current.remaining());
      current.position(current.position() + n);
      left -= n;
      rest -= n;
    }
  }

  @Override
  public int read() throws IOException {
    return left == 0 ? -1 : get();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    current();
    int n = Math.min(length, current.remaining());
    current.get(bytes, offset, n);
    left -= n;
    return n;
  }

  @Override
  public int available() {
    return (int) Math.min(left, Integer.MAX_VALUE);
  }

  /** Makes the current chunk one with something in it. */
  private void current() throws IOException {
    while (!current.hasRemaining()) {
      if (!later.hasNext()) {
        throw ended();
      }
      current = duplicate(later.next());
    }
  }

  private static EOFException ended() {
    return new EOFException("the data ends in the middle of a value");
  }
}
