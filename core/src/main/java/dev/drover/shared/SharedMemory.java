package dev.drover.shared;

import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import dev.drover.internal.ipc.memory.SharedObject;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;

/**
 * Memory that processes share, as a {@link MemorySegment}: for layouts of one's own, byte buffers, native functions.
 *
 * <p>The segment itself doesn't travel, this does. Accesses are those of the segment: what orders them is the user's affair.
 */
public final class SharedMemory extends SharedObject {
  /** Of the first byte, so that every value of a layout can be aligned. */
  private static final int FIRST = 64;

  private static final long serialVersionUID = 1;

  private final transient MemorySegment memory;

  private SharedMemory(Cell cell, long size) {
    super(cell);
    this.memory = cell.memory().asSlice(FIRST, size);
  }

  /**
   * New memory, all zeros.
   *
   * @param bytes how much
   * @return open until this process closes it, or ends
   * @throws IllegalArgumentException if less than nothing is asked for
   * @throws java.io.UncheckedIOException if there is no room for it; its message says where it was looked for
   */
  public static SharedMemory allocate(long bytes) {
    if (bytes < 0 || bytes > Long.MAX_VALUE >> 1) {
      throw new IllegalArgumentException("shared memory of %d bytes; the size has to be 0 or more".formatted(bytes));
    }
    return new SharedMemory(Cells.process().create(FIRST + bytes), bytes);
  }

  /** What travels. */
  private record Reference(Cell.Reference cell, long size) implements Serializable {
    private Object readResolve() {
      return new SharedMemory(cell.open(), size);
    }
  }

  @Override
  protected Object writeReplace() {
    return new Reference(cell.reference(), memory.byteSize());
  }

  /**
   * How large it is.
   *
   * @return bytes
   */
  public long size() {
    return memory.byteSize();
  }

  /**
   * The memory, aligned to 64 bytes.
   *
   * @return valid until this is closed
   * @throws IllegalStateException if it is closed
   */
  public MemorySegment segment() {
    cell.check();
    return memory;
  }
}
