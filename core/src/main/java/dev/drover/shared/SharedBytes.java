package dev.drover.shared;

import dev.drover.internal.ipc.memory.Cell;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * An array of {@code byte} that processes share. It may have more than 2^31 elements.
 *
 * <p>{@link #get} and {@link #set} are plain accesses: as with a {@code byte[]} of threads, who reads what another one writes
 * needs something that orders the two, such as the end of a task, a lock, or an atomic of this package.
 * Methods throw {@link IllegalStateException} once it is closed, and {@link IndexOutOfBoundsException} beyond its bounds.
 */
public final class SharedBytes extends SharedArray {
  private static final long serialVersionUID = 1;

  private SharedBytes(Cell cell, long from, long length) {
    super(cell, from, length, Byte.BYTES);
  }

  /**
   * A new array, all zeros.
   *
   * @param length how many elements
   * @return open until this process closes it, or ends
   * @throws java.io.UncheckedIOException if there is no room for it; its message says where it was looked for
   */
  public static SharedBytes allocate(long length) {
    return new SharedBytes(cell(length, Byte.BYTES), 0, length);
  }

  /**
   * A new array with these elements, copied.
   *
   * @param elements what it holds at first
   * @return open until this process closes it, or ends
   * @throws java.io.UncheckedIOException if there is no room for it; its message says where it was looked for
   */
  public static SharedBytes of(byte... elements) {
    SharedBytes made = allocate(elements.length);
    made.copyFrom(elements, 0, 0, elements.length);
    return made;
  }

  /** What travels. */
  private record Reference(Stretch to) implements Serializable {
    private Object readResolve() {
      return new SharedBytes(to.cell().open(), to.from(), to.length());
    }
  }

  @Override
  protected Object writeReplace() {
    return new Reference(stretch());
  }

  /**
   * A part of it, without a copy: who writes into one writes into the other. Travels as this does; closing it closes this.
   *
   * @param from first element
   * @param to one beyond the last
   * @return a handle of the part
   */
  public SharedBytes slice(long from, long to) {
    Stretch part = stretch(from, to);
    return new SharedBytes(cell, part.from(), part.length());
  }

  /**
   * An element.
   *
   * @param index from 0
   * @return what it holds
   */
  public byte get(long index) {
    return open().get(ValueLayout.JAVA_BYTE, checked(index));
  }

  /**
   * Sets an element.
   *
   * @param index from 0
   * @param value what it will hold
   */
  public void set(long index, byte value) {
    open().set(ValueLayout.JAVA_BYTE, checked(index), value);
  }

  /**
   * Sets all elements.
   *
   * @param value what each will hold
   */
  public void fill(byte value) {
    open().fill(value);
  }

  /**
   * Copies elements out.
   *
   * @param from first element
   * @param target where they go
   * @param at first element there
   * @param count how many
   */
  public void copyTo(long from, byte[] target, int at, int count) {
    Objects.checkFromIndexSize(from, count, length());
    MemorySegment.copy(open(), ValueLayout.JAVA_BYTE, from * Byte.BYTES, target, at, count);
  }

  /**
   * Copies elements in.
   *
   * @param source where they are
   * @param at first element there
   * @param to first element here
   * @param count how many
   */
  public void copyFrom(byte[] source, int at, long to, int count) {
    Objects.checkFromIndexSize(to, count, length());
    MemorySegment.copy(source, at, open(), ValueLayout.JAVA_BYTE, to * Byte.BYTES, count);
  }

  /**
   * Copies all elements.
   *
   * @return a new array
   */
  public byte[] toArray() {
    byte[] copy = new byte[arrayLength()];
    copyTo(0, copy, 0, copy.length);
    return copy;
  }
}
