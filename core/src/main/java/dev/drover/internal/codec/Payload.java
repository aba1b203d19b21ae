package dev.drover.internal.codec;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Encoded bytes in chunks of about 1 MiB at most, so that a payload of more than 2 GiB needs no array of that size.
 * Immutable.
 */
public final class Payload {
  private static final Payload EMPTY = new Payload(List.of());

  private final List<ByteBuffer> chunks;
  private final long size;

  private Payload(List<ByteBuffer> chunks) {
    this.chunks = chunks;
    this.size = chunks.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  private Payload(ByteBuffer only) {
    this.chunks = List.of(only);
    this.size = only.remaining();
  }

  /**
   * A payload of these chunks, from their position to their limit. The bytes are not copied and must not change.
   *
   * @param chunks in order
   * @return the payload
   */
  public static Payload of(List<ByteBuffer> chunks) {
    return new Payload(chunks.stream().map(ByteBuffer::asReadOnlyBuffer).toList());
  }

  /** One chunk that nobody else knows: skips what a small value can't afford. */
  static Payload owned(byte[] bytes, int length) {
    return new Payload(ByteBuffer.wrap(bytes, 0, length));
  }

  /** These chunks, which nobody else knows. */
  static Payload owned(List<ByteBuffer> chunks) {
    return new Payload(chunks);
  }

  /** One after the other, without copying either. */
  static Payload joined(Payload first, Payload second) {
    return new Payload(Stream.of(first, second).flatMap(p -> p.chunks.stream()).toList());
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
   * The sum of the chunks.
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
    if (chunks.size() == 1) {
      // nearly always; a worker that has just started interprets this, and a stream is long for that
      return List.of(chunks.getFirst().asReadOnlyBuffer());
    }
    return chunks.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
  }

  /** The chunks themselves, for readers that take duplicates of their own. */
  List<ByteBuffer> raw() {
    return chunks;
  }

  /** All of it in one array, for what is known to be small. */
  byte[] bytes() {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(size));
    chunks.forEach(c -> all.put(c.duplicate()));
    return all.array();
  }

  /**
   * A name for the content, computed anew at each call.
   *
   * @return its SHA-256, 32 bytes
   */
  public byte[] hash() {
    MessageDigest digest = sha256();
    chunks.forEach(c -> digest.update(c.duplicate()));
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256, which every JDK must have", e);
    }
  }
}
