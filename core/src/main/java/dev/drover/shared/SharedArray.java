package dev.drover.shared;

import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import dev.drover.internal.ipc.memory.SharedObject;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/*
 * What arrays over shared memory have in common: a stretch of a cell. Elements begin on a cache line of their own.
 *
 *      0 +---------------------------+
 *        | serial, see Cell          |
 *     64 | element 0                 |
 *        | element 1 ...             |
 *        +---------------------------+
 *
 * Each access compares the serial first, and then is one plain access to mapped memory: bounds are those of the
 * stretch.
 */
abstract class SharedArray extends SharedObject {
  static final int ELEMENTS = 64;

  private static final long serialVersionUID = 1;

  private final transient Stretch stretch;
  private final transient MemorySegment elements;

  /** Which elements of a cell, counted from its first one. */
  record Stretch(Cell.Reference cell, long from, long length) implements Serializable {}

  SharedArray(Cell cell, long from, long length, int width) {
    super(cell);
    this.stretch = new Stretch(cell.reference(), from, length);
    this.elements = cell.memory().asSlice(ELEMENTS + from * width, length * width);
  }

  /** Ends it as soon as that is so, if this process made it. */
  final void closeWhen(BooleanSupplier over) {
    Cells.process().closeWhen(cell, over);
  }

  static Cell cell(long length, int width) {
    if (length < 0 || length > (Long.MAX_VALUE >> 4)) {
      throw new IllegalArgumentException("an array of %d elements; the length has to be 0 or more".formatted(length));
    }
    return Cells.process().create(ELEMENTS + length * width);
  }

  final Stretch stretch() {
    cell.check();
    return stretch;
  }

  /** Another stretch of the same cell, given by positions in this one. */
  final Stretch stretch(long from, long to) {
    Objects.checkFromToIndex(from, to, length());
    return new Stretch(cell.reference(), stretch.from() + from, to - from);
  }

  /** The elements, if they may be used. */
  final MemorySegment open() {
    cell.check();
    return elements;
  }

  final long checked(long index) {
    return Objects.checkIndex(index, stretch.length());
  }

  final int arrayLength() {
    if (length() > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException("%,d elements don't fit into an array; copy them in parts".formatted(length()));
    }
    return (int) length();
  }

  /**
   * How many elements it has. A loop over them takes the time of one over an array if its counter is a {@code long} too,
   * or this is stored in an {@code int} before; a counter of {@code int} that is compared with a {@code long} costs a
   * fifth more.
   *
   * @return 0 or more
   */
  public final long length() {
    return stretch.length();
  }

  /**
   * The elements as memory, without a copy: for bulk operations of {@link MemorySegment} and for native functions.
   *
   * @return valid until this is closed, in the byte order of the machine
   */
  public final MemorySegment segment() {
    return open();
  }

  @Override
  public final boolean equals(Object o) {
    return super.equals(o) && o instanceof SharedArray other && stretch.equals(other.stretch);
  }

  @Override
  public final int hashCode() {
    return stretch.hashCode();
  }

  @Override
  public String toString() {
    return "%s[%s, %d elements from %d]".formatted(getClass().getSimpleName(), cell, stretch.length(), stretch.from());
  }
}
