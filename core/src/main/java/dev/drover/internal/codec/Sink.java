package dev.drover.internal.codec;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where encoded bytes go: a block that starts small and doubles up to 1 MiB, then further blocks of 1 MiB, so that a
 * small value costs one small array and a large one is never copied as a whole. Numbers are little-endian. For one
 * thread.
 */
final class Sink extends OutputStream {
  private static final int FIRST_BLOCK = 64;
  static final int LARGEST_BLOCK = 1 << 20;
  private static final int LOW_BITS = 0x7F;
  private static final int MORE = 0x80;
  private static final int BITS = 7;
  static final int LONGEST_NUMBER = 10;
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private List<ByteBuffer> full = List.of();
  private byte[] block;
  private int used;

  Sink() {
    this(FIRST_BLOCK);
  }

  /** For so many bytes, as far as is known; up to the size of the largest block. */
  Sink(int bytes) {
    this.block = new byte[bytes];
  }

  /** One byte. */
  void put(int b) {
    room(1);
    block[used++] = (byte) b;
  }

  @Override
  public void write(int b) {
    put(b);
  }

  /** Four bytes. */
  void putInt(int value) {
    room(Integer.BYTES);
    INT.set(block, used, value);
    used += Integer.BYTES;
  }

  /** Eight bytes. */
  void putLong(long value) {
    room(Long.BYTES);
    LONG.set(block, used, value);
    used += Long.BYTES;
  }

  /** A number of any sign in 1 to 10 bytes, fewer the nearer it is to 0. */
  void putNumber(long value) {
    putSize((value << 1) ^ (value >> (Long.SIZE - 1)));
  }

  /** A number of 0 or more (or one to be read as unsigned) in 1 to 10 bytes. */
  void putSize(long value) {
    room(LONGEST_NUMBER);
    byte[] to = block; // and a place of its own: stores into fields would be repeated for each byte
    int at = used;
    long rest = value;
    while ((rest & ~LOW_BITS) != 0) {
      to[at++] = (byte) ((rest & LOW_BITS) | MORE);
      rest >>>= BITS;
    }
    to[at++] = (byte) rest;
    used = at;
  }

  /**
   * Integers and longs that stand together there, as an {@link Encoder} would write each: as many as there is room for, and no more than
   * fill the present block so far.
   *
   * @return the place of the first that was not put
   */
  int putNumbers(@Nullable Object[] values, int from, int to, int full) {
    byte[] bytes = block; // a place of its own, as above
    int at = used;
    int most = Math.min(full, bytes.length - LONGEST_NUMBER);
    int next = from;
    while (next < to && at < most) {
      long value;
      if (values[next] instanceof Integer number) {
        bytes[at++] = Tag.INTEGER;
        value = number;
      } else if (values[next] instanceof Long number) {
        bytes[at++] = Tag.LONG;
        value = number;
      } else {
        break;
      }
      long rest = (value << 1) ^ (value >> (Long.SIZE - 1));
      while ((rest & ~LOW_BITS) != 0) {
        bytes[at++] = (byte) ((rest & LOW_BITS) | MORE);
        rest >>>= BITS;
      }
      bytes[at++] = (byte) rest;
      next++;
    }
    used = at;
    return next;
  }

  /** Bytes with their length before them. */
  void putBytes(byte[] bytes) {
    putSize(bytes.length);
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int from = offset;
    int rest = length;
    while (rest > 0) {
      int n = space(rest);
      System.arraycopy(bytes, from, block, used, n);
      used += n;
      from += n;
      rest -= n;
    }
  }

  /**
   * A stretch of the block for elements of {@code width} bytes each: as many as fit and at least one, at most {@code
   * count}. The caller fills it completely.
   */
  ByteBuffer stretch(int count, int width) {
    room(width);
    int n = Math.min(count, space((long) count * width) / width);
    ByteBuffer view = ByteBuffer.wrap(block, used, n * width).slice().order(ByteOrder.LITTLE_ENDIAN);
    used += n * width;
    return view;
  }

  /** Everything that another sink holds. */
  void append(Payload other) {
    other.raw().forEach(c -> write(c.array(), c.arrayOffset() + c.position(), c.remaining()));
  }

  /** How many bytes stand in the present block: all there are as long as they are few. */
  int used() {
    return used;
  }

  /** Takes back what was put since {@link #used()} gave this number; no new block may have been begun meanwhile. */
  void back(int to) {
    used = to;
  }

  /** What was put so far; the sink must not be used after it. */
  Payload payload() {
    if (full.isEmpty()) {
      return Payload.owned(block, used);
    }
    seal();
    return Payload.owned(full);
  }

  private void room(int bytes) {
    if (block.length - used < bytes) {
      space(bytes);
      if (block.length - used < bytes) {
        nextBlock();
      }
    }
  }

  /** Makes room for all of it or for as much as the largest block holds; returns how much fits, never 0. */
  private int space(long wanted) {
    if (block.length - used < wanted && block.length < LARGEST_BLOCK) {
      long size = Math.min(LARGEST_BLOCK, Math.max(2L * block.length, used + wanted));
      block = Arrays.copyOf(block, (int) size);
    }
    if (block.length == used) {
      nextBlock();
    }
    return (int) Math.min(wanted, block.length - used);
  }

  private void nextBlock() {
    seal();
    block = new byte[LARGEST_BLOCK];
    used = 0;
  }

  private void seal() {
    if (full.isEmpty()) {
      full = new ArrayList<>();
    }
    full.add(ByteBuffer.wrap(block, 0, used));
  }
}
