package dev.drover.shared;

import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import dev.drover.internal.ipc.memory.SharedObject;
import java.io.Serializable;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * A {@code long} that processes share, changed atomically: what {@link java.util.concurrent.atomic.AtomicLong} is to threads.
 *
 * <p>All methods have the memory effects of volatile access, and throw {@link IllegalStateException} once it is closed.
 * Thread-safe.
 */
public final class SharedLong extends SharedObject {
  private static final long serialVersionUID = 1;

  private SharedLong(Cell cell) {
    super(cell);
  }

  /**
   * A new one.
   *
   * @param value what it holds at first
   * @return open until this process closes it, or ends
   * @throws java.io.UncheckedIOException if there is no room for shared memory
   */
  public static SharedLong of(long value) {
    SharedLong made = new SharedLong(Cells.process().create(Cell.FIRST + Long.BYTES));
    made.set(value);
    return made;
  }

  /** What travels. */
  private record Reference(Cell.Reference cell) implements Serializable {
    private Object readResolve() {
      return new SharedLong(cell.open());
    }
  }

  @Override
  protected Object writeReplace() {
    return new Reference(cell.reference());
  }

  /**
   * The value.
   *
   * @return what it holds
   */
  public long get() {
    return cell.get(Cell.FIRST);
  }

  /**
   * Sets the value.
   *
   * @param value what it will hold
   */
  public void set(long value) {
    cell.set(Cell.FIRST, value);
  }

  /**
   * Sets the value and gives the one before.
   *
   * @param value what it will hold
   * @return what it held
   */
  public long getAndSet(long value) {
    return cell.getAndSet(Cell.FIRST, value);
  }

  /**
   * Sets the value if it is as expected.
   *
   * @param expected what it has to hold
   * @param value what it will hold then
   * @return whether it was so
   */
  public boolean compareAndSet(long expected, long value) {
    return cell.compareAndSet(Cell.FIRST, expected, value);
  }

  /**
   * Adds.
   *
   * @param delta how much
   * @return what it held
   */
  public long getAndAdd(long delta) {
    return cell.getAndAdd(Cell.FIRST, delta);
  }

  /**
   * Adds.
   *
   * @param delta how much
   * @return what it holds then
   */
  public long addAndGet(long delta) {
    return getAndAdd(delta) + delta;
  }

  /**
   * Adds 1.
   *
   * @return what it held
   */
  public long getAndIncrement() {
    return getAndAdd(1);
  }

  /**
   * Adds 1.
   *
   * @return what it holds then
   */
  public long incrementAndGet() {
    return getAndAdd(1) + 1;
  }

  /**
   * Takes 1 away.
   *
   * @return what it held
   */
  public long getAndDecrement() {
    return getAndAdd(-1);
  }

  /**
   * Takes 1 away.
   *
   * @return what it holds then
   */
  public long decrementAndGet() {
    return getAndAdd(-1) - 1;
  }

  /**
   * Applies a function, several times if others change the value meanwhile.
   *
   * @param change without side effects
   * @return what it held
   */
  public long getAndUpdate(LongUnaryOperator change) {
    while (true) {
      long before = get();
      if (compareAndSet(before, change.applyAsLong(before))) {
        return before;
      }
    }
  }

  /**
   * Applies a function, several times if others change the value meanwhile.
   *
   * @param change without side effects
   * @return what it holds then
   */
  public long updateAndGet(LongUnaryOperator change) {
    while (true) {
      long before = get();
      long after = change.applyAsLong(before);
      if (compareAndSet(before, after)) {
        return after;
      }
    }
  }

  /**
   * Combines the value with another one: {@code max.accumulateAndGet(found, Math::max)}.
   *
   * @param other the second argument
   * @param function without side effects
   * @return what it held
   */
  public long getAndAccumulate(long other, LongBinaryOperator function) {
    return getAndUpdate(value -> function.applyAsLong(value, other));
  }

  /**
   * Combines the value with another one: {@code max.accumulateAndGet(found, Math::max)}.
   *
   * @param other the second argument
   * @param function without side effects
   * @return what it holds then
   */
  public long accumulateAndGet(long other, LongBinaryOperator function) {
    return updateAndGet(value -> function.applyAsLong(value, other));
  }
}
