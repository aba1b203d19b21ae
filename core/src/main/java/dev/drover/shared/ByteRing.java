package dev.drover.shared;

import dev.drover.internal.codec.Payload;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/*
 * Records of bytes, first in first out, in a ring. It holds no state but the bytes: where the records begin and end are
 * two cursors, which its user keeps and passes.
 *
 *     head                      tail
 *      v                         v
 *  ----+--------+-------+--------+---------
 *      | length | bytes | length | ...            lengths have 4 bytes, records are rounded up to 8
 *  ----+--------+-------+--------+---------
 *
 * A record is in one piece: where one would cross the end of the ring, a length of -1 stands, and it begins at the
 * start. Bytes are stored where nobody reads before the new tail is known to him.
 *
 * A cursor is one word, so that it is stored as a whole:
 *
 *     63                  32 31                   0
 *    +----------------------+----------------------+
 *    | place in the ring / 8| records before it    |   modulo 2^32; in a ring there are fewer than 2^31
 *    +----------------------+----------------------+
 *
 * Two cursors with the same number of records are the same, and the ring between them is empty.
 */
final class ByteRing {
  /** No cursor: there is no room. */
  static final long NONE = -1;

  private static final int LENGTH = Integer.BYTES;
  private static final int SKIP = -1;
  private static final int GRAIN = 16;
  private static final int FEW = 16;
  private static final int SMALL = 64;
  private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final MemorySegment ring;
  private final long size;

  /** A ring in this memory, or in all but a few bytes of it. */
  ByteRing(MemorySegment memory) {
    this.size = memory.byteSize() / GRAIN * GRAIN;
    this.ring = memory.asSlice(0, size);
  }

  /** The longest record that fits into an empty ring, wherever that begins. */
  static long longest(long size) {
    return size / GRAIN * GRAIN / 2 - LENGTH;
  }

  /** How many records are between two cursors. */
  static int count(long head, long tail) {
    return (int) tail - (int) head;
  }

  private static long place(long cursor) {
    return (cursor >>> Integer.SIZE) * Long.BYTES;
  }

  private long cursor(long place, int records) {
    long within = place == size ? 0 : place;
    return ((within / Long.BYTES) << Integer.SIZE) | Integer.toUnsignedLong(records);
  }

  private static long rounded(long length) {
    return (LENGTH + length + Long.BYTES - 1) & -Long.BYTES;
  }

  private long used(long head, long tail) {
    if (count(head, tail) == 0) {
      return 0;
    }
    long between = place(tail) - place(head);
    return between > 0 ? between : between + size;
  }

  /** Writes a record behind the tail; the tail behind it, or NONE if there is no room now. */
  long append(long head, long tail, Payload record) {
    long need = rounded(record.size());
    long at = place(tail);
    long toEnd = size - at;
    boolean skips = need > toEnd;
    if (used(head, tail) + need + (skips ? toEnd : 0) > size) {
      return NONE;
    }
    if (skips) {
      ring.set(ValueLayout.JAVA_INT, at, SKIP);
      at = 0;
    }
    ring.set(ValueLayout.JAVA_INT, at, (int) record.size());
    copy(record, at + LENGTH);
    return cursor(at + need, (int) tail + 1);
  }

  private void copy(Payload record, long at) {
    if (record.isShort(FEW)) {
      for (int i = 0; i < record.size(); i++) {
        ring.set(ValueLayout.JAVA_BYTE, at + i, record.at(i));
      }
    } else {
      record.copyTo(ring.asSlice(at, record.size()).asByteBuffer());
    }
  }

  /** The head again, past what is left unused at the end of the ring; a record has to be there. */
  long start(long head) {
    return ring.get(ValueLayout.JAVA_INT, place(head)) == SKIP ? cursor(0, (int) head) : head;
  }

  /** The record at a start. */
  Payload get(long start) {
    long at = place(start);
    int length = ring.get(ValueLayout.JAVA_INT, at);
    return length <= SMALL ? small(at + LENGTH, length) : Payload.owned(copy(at + LENGTH, length), length);
  }

  /** Word by word, which for some bytes is quicker than to have them copied. */
  private Payload small(long at, int length) {
    byte[] bytes = new byte[(int) rounded(length) - LENGTH];
    for (int i = 0; i < bytes.length; i += Integer.BYTES) {
      WORDS.set(bytes, i, ring.get(ValueLayout.JAVA_INT, at + i));
    }
    return Payload.owned(bytes, length);
  }

  private byte[] copy(long at, int length) {
    byte[] bytes = new byte[length];
    MemorySegment.copy(ring, ValueLayout.JAVA_BYTE, at, bytes, 0, length);
    return bytes;
  }

  /** The head behind the record at a start. */
  long next(long start, Payload record) {
    return cursor(place(start) + rounded(record.size()), (int) start + 1);
  }

  /** Copies of all records. */
  List<Payload> all(long head, long tail) {
    List<Payload> all = new ArrayList<>();
    long at = head;
    while (count(at, tail) > 0) {
      long start = start(at);
      Payload record = get(start);
      all.add(record);
      at = next(start, record);
    }
    return all;
  }
}
