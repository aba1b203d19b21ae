package dev.drover.shared;

import dev.drover.internal.ipc.memory.Cell;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/**
 * An array of {@code double} that processes share. It may have more than 2^31 elements.
 *
 * <p>{@link #get} and {@link #set} are plain accesses: as with a {@code double[]} of threads, who reads what another one writes
 * needs something that orders the two, such as the end of a task, a lock, or {@link #setRelease} and
 * {@link #getAcquire}.
 * Methods throw {@link IllegalStateException} once it is closed, and {@link IndexOutOfBoundsException} beyond its bounds.
 */
public final class SharedDoubles extends SharedArray {
  private static final long serialVersionUID = 1;
  private static final VarHandle ELEMENT = ValueLayout.JAVA_DOUBLE.varHandle();

  private SharedDoubles(Cell cell, long from, long length) {
    super(cell, from, length, Double.BYTES);
  }

  /**
   * A new array, all zeros.
   *
   * @param length how many elements
   * @return open until this process closes it, or ends
   * @throws java.io.UncheckedIOException if there is no room for it; its message says where it was looked for
   */
  public static SharedDoubles allocate(long length) {
    return new SharedDoubles(cell(length, Double.BYTES), 0, length);
  }

  /**
   * A new array with these elements, copied.
   *
   * @param elements what it holds at first
   * @return open until this process closes it, or ends
   * @throws java.io.UncheckedIOException if there is no room for it; its message says where it was looked for
   */
  public static SharedDoubles of(double... elements) {
    SharedDoubles made = allocate(elements.length);
    made.copyFrom(elements, 0, 0, elements.length);
    return made;
  }

  /** What travels. */
  private record Reference(Stretch to) implements Serializable {
    private Object readResolve() {
      return new SharedDoubles(to.cell().open(), to.from(), to.length());
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
  public SharedDoubles slice(long from, long to) {
    Stretch part = stretch(from, to);
    return new SharedDoubles(cell, part.from(), part.length());
  }

  /**
   * An element.
   *
   * @param index from 0
   * @return what it holds
   */
  public double get(long index) {
    return open().getAtIndex(ValueLayout.JAVA_DOUBLE, checked(index));
  }

  /**
   * Sets an element.
   *
   * @param index from 0
   * @param value what it will hold
   */
  public void set(long index, double value) {
    open().setAtIndex(ValueLayout.JAVA_DOUBLE, checked(index), value);
  }

  /**
   * An element, and all that was written before it was set by {@link #setRelease} or an atomic change.
   *
   * @param index from 0
   * @return what it holds
   */
  public double getAcquire(long index) {
    return (double) ELEMENT.getAcquire(open(), checked(index) * Double.BYTES);
  }

  /**
   * Sets an element, so that who sees it by {@link #getAcquire} sees all that was written before.
   *
   * @param index from 0
   * @param value what it will hold
   */
  public void setRelease(long index, double value) {
    ELEMENT.setRelease(open(), checked(index) * Double.BYTES, value);
  }

  /**
   * Adds to an element atomically.
   *
   * @param index from 0
   * @param delta how much
   * @return what it held
   */
  public double getAndAdd(long index, double delta) {
    long at = checked(index) * Double.BYTES;
    while (true) {
      double before = (double) ELEMENT.getVolatile(open(), at);
      if (ELEMENT.compareAndSet(open(), at, before, before + delta)) {
        return before;
      }
    }
  }

  /**
   * Sets all elements.
   *
   * @param value what each will hold
   */
  public void fill(double value) {
    MemorySegment all = open();
    for (long i = 0; i < length(); i++) {
      all.setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
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
  public void copyTo(long from, double[] target, int at, int count) {
    Objects.checkFromIndexSize(from, count, length());
    MemorySegment.copy(open(), ValueLayout.JAVA_DOUBLE, from * Double.BYTES, target, at, count);
  }

  /**
   * Copies elements in.
   *
   * @param source where they are
   * @param at first element there
   * @param to first element here
   * @param count how many
   */
  public void copyFrom(double[] source, int at, long to, int count) {
    Objects.checkFromIndexSize(to, count, length());
    MemorySegment.copy(source, at, open(), ValueLayout.JAVA_DOUBLE, to * Double.BYTES, count);
  }

  /**
   * Copies all elements.
   *
   * @return a new array
   */
  public double[] toArray() {
    double[] copy = new double[arrayLength()];
    copyTo(0, copy, 0, copy.length);
    return copy;
  }
}
