package dev.drover.internal.codec;

import java.io.StreamCorruptedException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;

/**
 * A large array of numbers, or other memory, that travels beside the encoded bytes of its value. The sender copies straight out of it,
 * the receiver straight into it: between the two nobody has it in a buffer.
 *
 * @param kind the tag of its class, or {@link Tag#MEMORY} for memory outside of the heap
 * @param array of a primitive type other than boolean; the memory itself if it is none
 * @param memory its elements, in the byte order of the machine
 */
public record Bulk(int kind, Object array, MemorySegment memory) {
  /** Below this many bytes a copy more costs less than what is said about an array. */
  static final long LEAST = 64 << 10;

  static Bulk of(int kind, Object array) {
    return new Bulk(kind, array, memory(kind, array));
  }

  /** Whether an array of this class can travel so, and is worth it. */
  static boolean fits(int kind, Object array) {
    return kind >= Tag.BYTES && kind <= Tag.DOUBLES && (long) Array.getLength(array) * width(kind) >= LEAST;
  }

  /**
   * One to be filled.
   *
   * @param kind as the sender said
   * @param bytes as the sender said
   * @return all zeros
   * @throws StreamCorruptedException if there is no such array
   * @throws OutOfMemoryError if there is no room for it
   */
  public static Bulk allocate(int kind, long bytes) throws StreamCorruptedException {
    if (kind == Tag.MEMORY && bytes >= 0) {
      MemorySegment memory = Arena.ofAuto().allocate(bytes, Long.BYTES); // within what the JVM may have outside of its heap
      return new Bulk(kind, memory, memory);
    }
    if (kind < Tag.BYTES || kind > Tag.DOUBLES) {
      throw new StreamCorruptedException("an array of class %d; the two sides differ in version".formatted(kind));
    }
    int width = width(kind);
    if (bytes < 0 || bytes % width != 0 || bytes / width > Integer.MAX_VALUE) {
      throw new StreamCorruptedException("an array of %d bytes with %d for each element".formatted(bytes, width));
    }
    return of(kind, Arrays.array(kind, (int) (bytes / width)));
  }

  /**
   * How large it is.
   *
   * @return in bytes
   */
  public long size() {
    return memory.byteSize();
  }

  static int width(int kind) {
    return kind == Tag.BYTES ? 1 : Arrays.width(kind);
  }

  private static MemorySegment memory(int kind, Object array) {
    return switch (kind) {
      case Tag.BYTES -> MemorySegment.ofArray((byte[]) array);
      case Tag.SHORTS -> MemorySegment.ofArray((short[]) array);
      case Tag.CHARS -> MemorySegment.ofArray((char[]) array);
      case Tag.INTS -> MemorySegment.ofArray((int[]) array);
      case Tag.LONGS -> MemorySegment.ofArray((long[]) array);
      case Tag.FLOATS -> MemorySegment.ofArray((float[]) array);
      case Tag.DOUBLES -> MemorySegment.ofArray((double[]) array);
      default -> throw Forms.stranger(kind);
    };
  }
}
