package dev.drover.internal.codec;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.StreamCorruptedException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Set;

/**
 * What memory segments and buffers hold. Heap memory comes back as heap memory, and memory outside of the heap as such, however
 * large; it goes when nobody refers to it any more.
 */
/*
 * What is copied while the frame is sent must stay readable until then. Memory of an arena that somebody may close, and a mapped file
 * that somebody may cut off, are copied at once, so that whatever goes wrong costs this value and not the connection.
 */
final class Memories {
  /** Scopes that nobody can close, by their names in the JDK: it has no way to ask. Memory of others is copied, which is always safe. */
  private static final Set<String> LASTING = Set.of("GlobalSession", "ImplicitSession");

  private static final Map<Class<?>, Integer> ARRAYS = Map.of(
      byte[].class, Tag.BYTES, short[].class, Tag.SHORTS, char[].class, Tag.CHARS, int[].class, Tag.INTS,
      long[].class, Tag.LONGS, float[].class, Tag.FLOATS, double[].class, Tag.DOUBLES);

  private Memories() {}

  /** To be read into memory of that kind: a tag of arrays, or {@link Tag#MEMORY} for memory outside of the heap. */
  static void write(int kind, MemorySegment memory, Encoder to) throws IOException {
    if (!memory.isAccessibleBy(Thread.currentThread())) {
      throw new InvalidObjectException("its arena is confined, so only the thread that opened that may read it: "
          + "allocate it from Arena.ofShared() or Arena.ofAuto()");
    }
    to.out.put(kind);
    try {
      if (!to.memoryBeside(kind, memory, Memories::lasting)) {
        inline(memory, to.out);
      }
    } catch (IllegalStateException closed) {
      throw (IOException) new InvalidObjectException("its arena is closed").initCause(closed);
    } catch (InternalError cut) {
      throw (IOException) new InvalidObjectException("it is mapped to a file that has become shorter").initCause(cut);
    }
  }

  private static void inline(MemorySegment memory, Sink out) {
    long size = memory.byteSize();
    out.putSize(0);
    out.putSize(size);
    for (long done = 0; done < size; ) {
      MemorySegment block = MemorySegment.ofBuffer(out.stretch((int) Math.min(Integer.MAX_VALUE, size - done), 1));
      MemorySegment.copy(memory, done, block, 0, block.byteSize());
      done += block.byteSize();
    }
  }

  private static MemorySegment lasting(MemorySegment memory) {
    boolean lasts = !memory.isMapped() && LASTING.contains(memory.scope().getClass().getSimpleName());
    return lasts ? memory : Arena.ofAuto().allocate(memory.byteSize(), Long.BYTES).copyFrom(memory);
  }

  /** The inverse of {@link #write}: an array, or a memory segment. */
  static Bulk read(Decoder from) throws IOException {
    int kind = from.in.get();
    long number = from.in.getSize();
    return number == 0 ? inline(kind, from.in) : from.in.getBulk(kind, number - 1);
  }

  private static Bulk inline(int kind, Source in) throws IOException {
    long size = in.getSize();
    if (size < 0 || size > in.left()) {
      throw new StreamCorruptedException("%d bytes are announced, but only %d are left".formatted(size, in.left()));
    }
    Bulk all = Bulk.allocate(kind, size);
    for (long done = 0; done < size; ) {
      MemorySegment piece = MemorySegment.ofBuffer(in.stretch((int) Math.min(Integer.MAX_VALUE, size - done), 1));
      MemorySegment.copy(piece, 0, all.memory(), done, piece.byteSize());
      done += piece.byteSize();
    }
    return all;
  }

  /** In what kind of memory a segment is. */
  static int kind(MemorySegment segment) {
    if (segment.isNative()) {
      return Tag.MEMORY;
    }
    int kind = segment.heapBase().map(array -> ARRAYS.get(array.getClass())).orElseGet(() -> byAlignment(segment));
    int width = Bulk.width(kind);
    return segment.byteSize() % width == 0 && segment.maxByteAlignment() >= width ? kind : Tag.BYTES;
  }

  /** Of one that can only be read: it does not tell its array. */
  private static int byAlignment(MemorySegment segment) {
    return switch ((int) segment.maxByteAlignment()) {
      case 1 -> Tag.BYTES;
      case Short.BYTES -> Tag.SHORTS;
      case Integer.BYTES -> Tag.INTS;
      default -> Tag.LONGS;
    };
  }
}
