package dev.drover.shared;

import dev.drover.internal.ipc.memory.Cell;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/**
 * An array of {@code int} that processes share. It may have more than 2^31 elements.
 *
 * <p>{@link #get} and {@link #set} are plain accesses: as with a {@code int[]} of threads, who reads what another one writes
 * needs something that orders the two, such as the end of a task, a lock, or {@link #setRelease} and
 * {@link #getAcquire}.
 * Methods throw {@link IllegalStateException} once it is closed, and {@link IndexOutOfBoundsException} beyond its bounds.
 */
public final class SharedInts extends SharedArray {
  private static final long serialVersionUID = 1;
  private static final VarHandle ELEMENT = ValueLayout.JAVA_INT.varHandle();

  private SharedInts(Cell cell, long from, long length) {
    super(cell, from, length, Integer.BYTES);
  }

  /**
   * A new array, all zeros.
   *
   * @param length how many elements
   * @return open until this process closes it, or ends
   * @throws java.io.UncheckedIOException if there is no room for it; its message says where it was looked for
   */
  public static SharedInts allocate(long length) {
    return new SharedInts(cell(length, Integer.BYTES), 0, length);
  }

  /**
   * A new array with these elements, copied.
   *
   * @param elements what it holds at first
   * @return open until this process closes it, or ends
   * @throws java.io.UncheckedIOException if there is no room for it; its message says where it was looked for
   */
  public static SharedInts of(int... elements) {
    SharedInts made = allocate(elements.length);
    made.copyFrom(elements, 0, 0, elements.length);
    return made;
  }

  /** What travels. */
  private record Reference(Stretch to) implements Serializable {
    private Object readResolve() {
      return new SharedInts(to.cell().open(), to.from(), to.length());
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
  public SharedInts slice(long from, long to) {
    Stretch part = stretch(from, to);
    return new SharedInts(cell, part.from(), part.length());
  }

  /**
   * An element.
   *
   * @param index from 0
   * @return what it holds
   */
  public int get(long index) {
    return open().getAtIndex(ValueLayout.JAVA_INT, checked(index));
  }

  /**
   * Sets an element.
   *
   * @param index from 0
   * @param value what it will hold
   */
  public void set(long index, int value) {
    open().setAtIndex(ValueLayout.JAVA_INT, checked(index), value);
  }

  /**
   * An element, and all that was written before it was set by {@link #setRelease} or an atomic change.
   *
   * @param index from 0
   * @return what it holds
   */
  public int getAcquire(long index) {
    return (int) ELEMENT.getAcquire(open(), checked(index) * Integer.BYTES);
  }

  /**
   * Sets an element, so that who sees it by {@link #getAcquire} sees all that was written before.
   *
   * @param index from 0
   * @param value what it will hold
   */
  public void setRelease(long index, int value) {
    ELEMENT.setRelease(open(), checked(index) * Integer.BYTES, value);
  }

  /**
   * Sets an element atomically if it is as expected.
   *
   * @param index from 0
   * @param expected what it has to hold
   * @param value what it will hold then
   * @return whether it was so
   */
  public boolean compareAndSet(long index, int expected, int value) {
    return ELEMENT.compareAndSet(open(), checked(index) * Integer.BYTES, expected, value);
  }

  /**
   * Adds to an element atomically.
   *
   * @param index from 0
   * @param delta how much
   * @return what it held
   */
  public int getAndAdd(long index, int delta) {
    return (int) ELEMENT.getAndAdd(open(), checked(index) * Integer.BYTES, delta);
  }

  /**
   * Sets all elements.
   *
   * @param value what each will hold
   */
  public void fill(int value) {
    MemorySegment all = open();
    for (long i = 0; i < length(); i++) {
      all.setAtIndex(ValueLayout.JAVA_INT, i, value);
    }
  }

  /**
   * Copies elements out.
   *
   * @param from first element
   * @param target where they go
   * @param at first element there
   * @param count how many
   */
  public void copyTo(long from, int[] target, int at, int count) {
    Objects.checkFromIndexSize(from, count, length());
    MemorySegment.copy(open(), ValueLayout.JAVA_INT, from * Integer.BYTES, target, at, count);
  }

  /**
   * Copies elements in.
   *
   * @param source where they are
   * @param at first element there
   * @param to first element here
   * @param count how many
   */
  public void copyFrom(int[] source, int at, long to, int count) {
    Objects.checkFromIndexSize(to, count, length());
    MemorySegment.copy(source, at, open(), ValueLayout.JAVA_INT, to * Integer.BYTES, count);
  }

  /**
   * Copies all elements.
   *
   * @return a new array
   */
  public int[] toArray() {
    int[] copy = new int[arrayLength()];
    copyTo(0, copy, 0, copy.length);
    return copy;
  }
}
