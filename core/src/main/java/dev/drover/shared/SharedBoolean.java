package dev.drover.shared;

import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import dev.drover.internal.ipc.memory.SharedObject;
import java.io.Serializable;

/**
 * A {@code boolean} that processes share, changed atomically: what {@link java.util.concurrent.atomic.AtomicBoolean} is to threads.
 *
 * <p>All methods have the memory effects of volatile access, and throw {@link IllegalStateException} once it is closed.
 * Thread-safe.
 */
public final class SharedBoolean extends SharedObject {
  private static final long serialVersionUID = 1;

  private SharedBoolean(Cell cell) {
    super(cell);
  }

  /**
   * A new one.
   *
   * @param value what it holds at first
   * @return open until this process closes it, or ends
   * @throws java.io.UncheckedIOException if there is no room for shared memory
   */
  public static SharedBoolean of(boolean value) {
    SharedBoolean made = new SharedBoolean(Cells.process().create(Cell.FIRST + Long.BYTES));
    made.set(value);
    return made;
  }

  /** What travels. */
  private record Reference(Cell.Reference cell) implements Serializable {
    private Object readResolve() {
      return new SharedBoolean(cell.open());
    }
  }

  @Override
  protected Object writeReplace() {
    return new Reference(cell.reference());
  }

  private static long word(boolean value) {
    return value ? 1 : 0;
  }

  /**
   * The value.
   *
   * @return what it holds
   */
  public boolean get() {
    return cell.get(Cell.FIRST) != 0;
  }

  /**
   * Sets the value.
   *
   * @param value what it will hold
   */
  public void set(boolean value) {
    cell.set(Cell.FIRST, word(value));
  }

  /**
   * Sets the value and gives the one before.
   *
   * @param value what it will hold
   * @return what it held
   */
  public boolean getAndSet(boolean value) {
    return cell.getAndSet(Cell.FIRST, word(value)) != 0;
  }

  /**
   * Sets the value if it is as expected: of many that call it with the same arguments, one gets true.
   *
   * @param expected what it has to hold
   * @param value what it will hold then
   * @return whether it was so
   */
  public boolean compareAndSet(boolean expected, boolean value) {
    return cell.compareAndSet(Cell.FIRST, word(expected), word(value));
  }
}
