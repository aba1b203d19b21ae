package dev.drover.internal.ipc.memory;

import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/**
 * A piece of shared memory that one object lives in: its words can be read and changed in every process that the object has come
 * to. Thread-safe.
 */
/*
 * The first word is the serial number of the object, never 0 while it is open. Every use compares it, so that one that is closed,
 * or whose place has been given to another object, says so instead of reading what is not its own.
 *
 *      0 +---------------------------+
 *        | serial                    |  0 once it is closed
 *      8 | words of the object       |  on the same cache line: the comparison costs next to nothing
 *        +---------------------------+
 *
 * Comparison and use are not one step. A use that has just compared when another process closes the object may still happen
 * after it; so a place is given away only some seconds after it was closed, see Slab.
 *
 * Neither this class nor Words is final: tests go through all orders of steps over words of their own. There is no
 * other subclass, and the JVM, which knows that, calls nothing virtually.
 */
public class Cell {
  /** Where the first word of the object is. */
  public static final int FIRST = 8;

  static final long SERIAL = 0;

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

  private final Segment segment;
  private final long offset;
  private final MemorySegment memory;
  private final long serial;
  private final int hash;

  Cell(Segment segment, long offset, long size, long serial) {
    this.segment = segment;
    this.offset = offset;
    this.memory = segment.data().asSlice(offset, size);
    this.serial = serial;
    this.hash = Objects.hash(segment.name(), offset, serial);
  }

  /**
   * What travels in the place of an object.
   *
   * @param segment where it is
   * @param offset of the cell
   * @param size of the cell
   * @param serial of the object
   */
  public record Reference(SegmentName segment, long offset, long size, long serial) implements Serializable {
    /**
     * The cell, in this process.
     *
     * @return open
     * @throws IllegalStateException if it is closed, or its segment is gone
     */
    public Cell open() {
      return Cells.process().open(this);
    }
  }

  /**
   * What travels in its place.
   *
   * @return the reference
   * @throws IllegalStateException if it is closed
   */
  public Reference reference() {
    check();
    return new Reference(segment.name(), offset, memory.byteSize(), serial);
  }

  /**
   * Insists on its being open.
   *
   * @throws IllegalStateException if it is not
   */
  public void check() {
    if (!isOpen()) {
      throw closed();
    }
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("this shared object is closed; keep it open while any process uses it");
  }

  /**
   * Whether it is open.
   *
   * @return false once its owner has closed it
   */
  public boolean isOpen() {
    try {
      return (long) LONG.get(memory, SERIAL) == serial;
    } catch (IllegalStateException unmapped) {
      return false;
    }
  }

  /** Ends the object for all processes if this one made it; gives back this one's share otherwise. Idempotent. */
  public void close() {
    Cells.process().close(this);
  }

  Segment segment() {
    return segment;
  }

  long offset() {
    return offset;
  }

  /**
   * How large it is.
   *
   * @return bytes, the serial number included
   */
  public long size() {
    return memory.byteSize();
  }

  /** Makes it usable. */
  void begin() {
    LONG.setVolatile(memory, SERIAL, serial);
  }

  /** Marks it as closed; true if it was open. */
  boolean retire() {
    return segment.isOpen() && LONG.compareAndSet(memory, SERIAL, serial, 0L);
  }

  /**
   * All of it.
   *
   * @return the serial number included
   * @throws IllegalStateException if it is closed
   */
  public MemorySegment memory() {
    check();
    return memory;
  }

  /**
   * Its words, without a comparison at each use.
   *
   * @return for a use that is over soon: it might be closed meanwhile
   * @throws IllegalStateException if it is closed
   */
  public Words words() {
    check();
    return new Words(memory);
  }

  // --- words of 64 bits; all with the memory effects of volatile access ---

  /**
   * A word.
   *
   * @param at where, in bytes
   * @return what is there
   */
  public long get(long at) {
    check();
    return (long) LONG.getVolatile(memory, at);
  }

  /**
   * Changes a word.
   *
   * @param at where, in bytes
   * @param value what will be there
   */
  public void set(long at, long value) {
    check();
    LONG.setVolatile(memory, at, value);
  }

  /**
   * Changes a word if it is as expected.
   *
   * @param at where, in bytes
   * @param expected what is there
   * @param value what will be there
   * @return whether it was so
   */
  public boolean compareAndSet(long at, long expected, long value) {
    check();
    return LONG.compareAndSet(memory, at, expected, value);
  }

  /**
   * Adds to a word.
   *
   * @param at where, in bytes
   * @param delta how much
   * @return what was there
   */
  public long getAndAdd(long at, long delta) {
    check();
    return (long) LONG.getAndAdd(memory, at, delta);
  }

  /**
   * Changes a word.
   *
   * @param at where, in bytes
   * @param value what will be there
   * @return what was there
   */
  public long getAndSet(long at, long value) {
    check();
    return (long) LONG.getAndSet(memory, at, value);
  }

  /**
   * A word, with the memory effects of an acquire.
   *
   * @param at where, in bytes
   * @return what is there
   */
  public long read(long at) {
    check();
    return (long) LONG.getAcquire(memory, at);
  }

  /**
   * Changes a word, with the memory effects of a release.
   *
   * @param at where, in bytes
   * @param value what will be there
   */
  public void write(long at, long value) {
    check();
    LONG.setRelease(memory, at, value);
  }

  // --- words of 32 bits ---

  /**
   * A word of 32 bits.
   *
   * @param at where, in bytes
   * @return what is there
   */
  public int getInt(long at) {
    check();
    return (int) INT.getVolatile(memory, at);
  }

  /**
   * Changes a word of 32 bits.
   *
   * @param at where, in bytes
   * @param value what will be there
   */
  public void setInt(long at, int value) {
    check();
    INT.setVolatile(memory, at, value);
  }

  /**
   * Changes a word of 32 bits if it is as expected.
   *
   * @param at where, in bytes
   * @param expected what is there
   * @param value what will be there
   * @return whether it was so
   */
  public boolean compareAndSetInt(long at, int expected, int value) {
    check();
    return INT.compareAndSet(memory, at, expected, value);
  }

  /**
   * Adds to a word of 32 bits.
   *
   * @param at where, in bytes
   * @param delta how much
   * @return what was there
   */
  public int getAndAddInt(long at, int delta) {
    check();
    return (int) INT.getAndAdd(memory, at, delta);
  }

  /**
   * Changes a word of 32 bits.
   *
   * @param at where, in bytes
   * @param value what will be there
   * @return what was there
   */
  public int getAndSetInt(long at, int value) {
    check();
    return (int) INT.getAndSet(memory, at, value);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Cell other
        && serial == other.serial && offset == other.offset && segment.name().equals(other.segment.name());
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "%s@%d".formatted(segment.name(), offset);
  }
}
