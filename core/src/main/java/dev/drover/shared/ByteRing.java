package dev.drover.shared;

import dev.drover.internal.ipc.guard.Guarded;
import dev.drover.internal.ipc.memory.Cell;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/*
 * Records of bytes, first in first out, in a ring of a cell. Used within changes of the words, so one process at a
 * time.
 *
 * Words (numbered from `first`): 0 head, 1 tail; both count bytes since the beginning and are never reset.
 *
 *     head                      tail
 *      v                         v
 *  ----+--------+-------+--------+---------
 *      | length | bytes | length | ...            lengths have 8 bytes, records are rounded up to 8
 *  ----+--------+-------+--------+---------
 *
 * A record is in one piece: where one would cross the end of the ring, a length of -1 stands, and it begins at the
 * start. Bytes are stored where nobody reads before the tail is stored; so they need no note, and a change that is
 * undone leaves them as rubbish.
 */
final class ByteRing {
  static final int WORDS = 2;

  private static final int HEAD = 0;
  private static final int TAIL = 1;
  private static final int LENGTH = Long.BYTES;
  private static final long SKIP = -1;

  private final Guarded words;
  private final long first;
  private final MemorySegment ring;
  private final long size;

  ByteRing(Guarded words, long first, Cell cell, long at, long size) {
    this.words = words;
    this.first = first;
    this.ring = cell.memory().asSlice(at, size);
    this.size = size;
  }

  /** The longest record that fits into an empty ring, wherever that begins. */
  static long longest(long size) {
    return size / 2 - LENGTH;
  }

  private static long rounded(long length) {
    return LENGTH + ((length + 7) & ~7L);
  }

  /** In a change: appends a record; false if there is no room now. */
  boolean append(byte[] bytes, int length) {
    long need = rounded(length);
    long tail = words.get(first + TAIL);
    long toEnd = size - tail % size;
    long skipped = need > toEnd ? toEnd : 0;
    if (tail + skipped + need - words.get(first + HEAD) > size) {
      return false;
    }
    if (skipped > 0) {
      ring.set(ValueLayout.JAVA_LONG, tail % size, SKIP);
    }
    long at = (tail + skipped) % size;
    ring.set(ValueLayout.JAVA_LONG, at, length);
    MemorySegment.copy(bytes, 0, ring, ValueLayout.JAVA_BYTE, at + LENGTH, length);
    words.put(first + TAIL, tail + skipped + need);
    return true;
  }

  /** In a change: the first record, which has to be there. */
  byte[] first() {
    return at(start(words.get(first + HEAD)) % size);
  }

  /** In a change: takes the first record away. */
  byte[] removeFirst() {
    byte[] bytes = first();
    words.put(first + HEAD, start(words.get(first + HEAD)) + rounded(bytes.length));
    return bytes;
  }

  /** In a change: copies of all records. */
  long copyTo(List<byte[]> all) {
    long head = words.get(first + HEAD);
    while (head < words.get(first + TAIL)) {
      head = start(head);
      byte[] bytes = at(head % size);
      all.add(bytes);
      head += rounded(bytes.length);
    }
    return all.size();
  }

  private byte[] at(long at) {
    byte[] bytes = new byte[(int) ring.get(ValueLayout.JAVA_LONG, at)];
    MemorySegment.copy(ring, ValueLayout.JAVA_BYTE, at + LENGTH, bytes, 0, bytes.length);
    return bytes;
  }

  private long start(long head) {
    long at = head % size;
    return ring.get(ValueLayout.JAVA_LONG, at) == SKIP ? head + size - at : head;
  }
}
