package dev.drover.internal.codec;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Encoded bytes in chunks of about 1 MiB at most, so that a payload of more than 2 GiB needs no array of that size. One that
 * {@link ObjectCodec#encodeForFrame} has made may have large arrays beside its bytes. Immutable, but for these.
 */
public final class Payload {
  private static final Payload EMPTY = new Payload(List.of(), List.of());

  private static final int LONGEST_NUMBER = 1 + 10;
  private static final int LOW_BITS = 0x7F;
  private static final int BITS = 7;

  /** A small value is one array: a buffer and a list around it would cost more than the value. */
  private final byte @Nullable [] only;

  private final List<ByteBuffer> chunks;
  private final long size;

  /** Once it has been asked for: a function that is always the same is named at each call. */
  private volatile byte @Nullable [] hash;
  private final List<Bulk> bulks;

  private Payload(List<ByteBuffer> chunks, List<Bulk> bulks) {
    this.only = null;
    this.chunks = chunks;
    this.bulks = bulks;
    long sum = 0;
    for (ByteBuffer chunk : chunks) {
      sum += chunk.remaining();
    }
    this.size = sum;
  }

  private Payload(byte[] only, int length) {
    this.only = only;
    this.chunks = List.of();
    this.size = length;
    this.bulks = List.of();
  }

  /**
   * A payload of these chunks, from their position to their limit. The bytes are not copied and must not change.
   *
   * @param chunks in order
   * @return the payload
   */
  public static Payload of(List<ByteBuffer> chunks) {
    return new Payload(chunks.stream().map(ByteBuffer::asReadOnlyBuffer).toList(), List.of());
  }

  /**
   * One chunk that nobody else knows: skips what a small value can't afford.
   *
   * @param bytes not to be changed any more
   * @param length how many of them
   * @return the payload
   */
  public static Payload owned(byte[] bytes, int length) {
    return new Payload(bytes, length);
  }

  /** These chunks, which nobody else knows. */
  static Payload owned(List<ByteBuffer> chunks) {
    return new Payload(chunks, List.of());
  }

  /** One after the other, without copying either; what is beside the first is left out. */
  static Payload joined(Payload first, Payload second) {
    return new Payload(Stream.of(first, second).flatMap(p -> p.raw().stream()).toList(), second.bulks);
  }

  /**
   * The same bytes with arrays beside them.
   *
   * @param beside in the order of their numbers
   * @return this one if there are none
   */
  public Payload with(List<Bulk> beside) {
    return beside.isEmpty() ? this : new Payload(raw(), beside);
  }

  /**
   * The arrays beside the bytes.
   *
   * @return in the order of their numbers
   */
  public List<Bulk> bulks() {
    return bulks;
  }

  /**
   * The bytes, and what is beside them.
   *
   * @return in bytes
   */
  public long sizeInAll() {
    long sum = size;
    for (Bulk bulk : bulks) {
      sum += bulk.size();
    }
    return sum;
  }

  /**
   * No bytes at all; it is not the encoding of any value.
   *
   * @return the payload of size 0
   */
  public static Payload empty() {
    return EMPTY;
  }

  /**
   * The sum of the chunks, without what is beside them.
   *
   * @return in bytes
   */
  public long size() {
    return size;
  }

  /**
   * The bytes.
   *
   * @return read-only duplicates, each from its position to its limit
   */
  public List<ByteBuffer> chunks() {
    List<ByteBuffer> raw = raw();
    if (raw.size() == 1) {
      // nearly always; a worker that has just started interprets this, and a stream is long for that
      return List.of(raw.getFirst().asReadOnlyBuffer());
    }
    return raw.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
  }

  /**
   * Copies all of it.
   *
   * @param into has room for {@link #size()} bytes
   */
  public void copyTo(ByteBuffer into) {
    if (only != null) {
      into.put(only, 0, (int) size);
    }
    for (ByteBuffer chunk : chunks) {
      into.put(into.position(), chunk, chunk.position(), chunk.remaining());
      into.position(into.position() + chunk.remaining());
    }
  }

  /**
   * Whether it is some bytes in one piece, which {@link #at} gives one by one: that is sooner done than to have them copied.
   *
   * @param most how many
   * @return whether it is so
   */
  public boolean isShort(int most) {
    return only != null && size <= most;
  }

  /**
   * Whether another one that {@link #isShort} has the same bytes.
   *
   * @param other any
   * @return false too if one of them is not short
   */
  public boolean isSame(Payload other) {
    return only != null && other.only != null && size == other.size && Arrays.equals(only, 0, (int) size, other.only, 0, (int) size);
  }

  /**
   * A byte of a short one.
   *
   * @param index from 0
   * @return what is there
   */
  public byte at(int index) {
    return only == null ? first(index) : only[index];
  }

  private byte first(int index) {
    ByteBuffer first = chunks.getFirst();
    return first.get(first.position() + index);
  }

  /** The chunks themselves, for readers that take duplicates of their own. */
  List<ByteBuffer> raw() {
    return only == null ? chunks : List.of(ByteBuffer.wrap(only, 0, (int) size));
  }

  /** An int or a long that is all of a small payload, as {@link Source} would read it; null for whatever else it is. */
  @Nullable Object number() {
    if (only == null || size < 2 || size > LONGEST_NUMBER || (only[0] != Tag.INTEGER && only[0] != Tag.LONG)) {
      return null;
    }
    int at = 1;
    long raw = only[at] & LOW_BITS;
    while (only[at] < 0 && at < size - 1) {
      at++;
      raw |= (long) (only[at] & LOW_BITS) << (BITS * (at - 1));
    }
    if (only[at] < 0 || at < size - 1) {
      return null; // damaged: its reader says how
    }
    long value = (raw >>> 1) ^ -(raw & 1);
    return only[0] == Tag.INTEGER ? (Object) (int) value : (Object) value;
  }

  /**
   * All of it in one array of its own, for what is known to be small.
   *
   * @return a copy
   */
  public byte[] bytes() {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(size));
    copyTo(all);
    return all.array();
  }

  /**
   * A name for the content, computed anew at each call.
   *
   * @return its SHA-256, 32 bytes
   */
  public byte[] hash() {
    byte[] known = hash;
    if (known == null) {
      MessageDigest digest = sha256();
      raw().forEach(c -> digest.update(c.duplicate()));
      known = digest.digest();
      hash = known;
    }
    return known.clone();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256, which every JDK must have", e);
    }
  }
}
