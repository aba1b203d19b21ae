package dev.drover.shared;

import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import dev.drover.internal.ipc.memory.SharedObject;
import java.io.Serializable;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A {@code double} that processes share, changed atomically.
 *
 * <p>Values are compared by their bits, so that a NaN is as expected if it is the same one, and 0.0 is not -0.0. All methods have
 * the memory effects of volatile access, and throw {@link IllegalStateException} once it is closed. Thread-safe.
 */
public final class SharedDouble extends SharedObject {
  private static final long serialVersionUID = 1;

  private SharedDouble(Cell cell) {
    super(cell);
  }

  /**
   * A new one.
   *
   * @param value what it holds at first
   * @return open until this process closes it, or ends
   * @throws java.io.UncheckedIOException if there is no room for shared memory
   */
  public static SharedDouble of(double value) {
    SharedDouble made = new SharedDouble(Cells.process().create(Cell.FIRST + Double.BYTES));
    made.set(value);
    return made;
  }

  /** What travels. */
  private record Reference(Cell.Reference cell) implements Serializable {
    private Object readResolve() {
      return new SharedDouble(cell.open());
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
  public double get() {
    return Double.longBitsToDouble(cell.get(Cell.FIRST));
  }

  /**
   * Sets the value.
   *
   * @param value what it will hold
   */
  public void set(double value) {
    cell.set(Cell.FIRST, Double.doubleToRawLongBits(value));
  }

  /**
   * Sets the value and gives the one before.
   *
   * @param value what it will hold
   * @return what it held
   */
  public double getAndSet(double value) {
    return Double.longBitsToDouble(cell.getAndSet(Cell.FIRST, Double.doubleToRawLongBits(value)));
  }

  /**
   * Sets the value if it is as expected.
   *
   * @param expected what it has to hold
   * @param value what it will hold then
   * @return whether it was so
   */
  public boolean compareAndSet(double expected, double value) {
    return cell.compareAndSet(
        Cell.FIRST, Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(value));
  }

  /**
   * Adds.
   *
   * @param delta how much
   * @return what it held
   */
  public double getAndAdd(double delta) {
    return getAndUpdate(value -> value + delta);
  }

  /**
   * Adds.
   *
   * @param delta how much
   * @return what it holds then
   */
  public double addAndGet(double delta) {
    return updateAndGet(value -> value + delta);
  }

  /**
   * Applies a function, several times if others change the value meanwhile.
   *
   * @param change without side effects
   * @return what it held
   */
  public double getAndUpdate(DoubleUnaryOperator change) {
    while (true) {
      double before = get();
      if (compareAndSet(before, change.applyAsDouble(before))) {
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
  public double updateAndGet(DoubleUnaryOperator change) {
    while (true) {
      double before = get();
      double after = change.applyAsDouble(before);
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
  public double getAndAccumulate(double other, DoubleBinaryOperator function) {
    return getAndUpdate(value -> function.applyAsDouble(value, other));
  }

  /**
   * Combines the value with another one: {@code max.accumulateAndGet(found, Math::max)}.
   *
   * @param other the second argument
   * @param function without side effects
   * @return what it holds then
   */
  public double accumulateAndGet(double other, DoubleBinaryOperator function) {
    return updateAndGet(value -> function.applyAsDouble(value, other));
  }
}
