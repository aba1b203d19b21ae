package dev.drover.shared;

import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import dev.drover.internal.ipc.memory.SharedObject;
import java.io.Serializable;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * An {@code int} that processes share, changed atomically: what {@link java.util.concurrent.atomic.AtomicInteger} is to threads.
 *
 * <p>All methods have the memory effects of volatile access, and throw {@link IllegalStateException} once it is closed.
 * Thread-safe.
 */
public final class SharedInt extends SharedObject {
  private static final long serialVersionUID = 1;

  private SharedInt(Cell cell) {
    super(cell);
  }

  /**
   * A new one.
   *
   * @param value what it holds at first
   * @return open until this process closes it, or ends
   * @throws java.io.UncheckedIOException if there is no room for shared memory
   */
  public static SharedInt of(int value) {
    SharedInt made = new SharedInt(Cells.process().create(Cell.FIRST + Integer.BYTES));
    made.set(value);
    return made;
  }

  /** What travels. */
  private record Reference(Cell.Reference cell) implements Serializable {
    private Object readResolve() {
      return new SharedInt(cell.open());
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
  public int get() {
    return cell.getInt(Cell.FIRST);
  }

  /**
   * Sets the value.
   *
   * @param value what it will hold
   */
  public void set(int value) {
    cell.setInt(Cell.FIRST, value);
  }

  /**
   * Sets the value and gives the one before.
   *
   * @param value what it will hold
   * @return what it held
   */
  public int getAndSet(int value) {
    return cell.getAndSetInt(Cell.FIRST, value);
  }

  /**
   * Sets the value if it is as expected.
   *
   * @param expected what it has to hold
   * @param value what it will hold then
   * @return whether it was so
   */
  public boolean compareAndSet(int expected, int value) {
    return cell.compareAndSetInt(Cell.FIRST, expected, value);
  }

  /**
   * Adds.
   *
   * @param delta how much
   * @return what it held
   */
  public int getAndAdd(int delta) {
    return cell.getAndAddInt(Cell.FIRST, delta);
  }

  /**
   * Adds.
   *
   * @param delta how much
   * @return what it holds then
   */
  public int addAndGet(int delta) {
    return getAndAdd(delta) + delta;
  }

  /**
   * Adds 1.
   *
   * @return what it held
   */
  public int getAndIncrement() {
    return getAndAdd(1);
  }

  /**
   * Adds 1.
   *
   * @return what it holds then
   */
  public int incrementAndGet() {
    return getAndAdd(1) + 1;
  }

  /**
   * Takes 1 away.
   *
   * @return what it held
   */
  public int getAndDecrement() {
    return getAndAdd(-1);
  }

  /**
   * Takes 1 away.
   *
   * @return what it holds then
   */
  public int decrementAndGet() {
    return getAndAdd(-1) - 1;
  }

  /**
   * Applies a function, several times if others change the value meanwhile.
   *
   * @param change without side effects
   * @return what it held
   */
  public int getAndUpdate(IntUnaryOperator change) {
    while (true) {
      int before = get();
      if (compareAndSet(before, change.applyAsInt(before))) {
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
  public int updateAndGet(IntUnaryOperator change) {
    while (true) {
      int before = get();
      int after = change.applyAsInt(before);
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
  public int getAndAccumulate(int other, IntBinaryOperator function) {
    return getAndUpdate(value -> function.applyAsInt(value, other));
  }

  /**
   * Combines the value with another one: {@code max.accumulateAndGet(found, Math::max)}.
   *
   * @param other the second argument
   * @param function without side effects
   * @return what it holds then
   */
  public int accumulateAndGet(int other, IntBinaryOperator function) {
    return updateAndGet(value -> function.applyAsInt(value, other));
  }
}
