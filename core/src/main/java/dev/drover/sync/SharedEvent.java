package dev.drover.sync;

import dev.drover.internal.ipc.guard.Patience;
import dev.drover.internal.ipc.guard.Waits;
import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import dev.drover.internal.ipc.memory.SharedObject;
import java.io.Serializable;
import java.time.Duration;

/**
 * Something that has happened or has not: threads of all processes wait until one of them sets it. Thread-safe.
 */
public final class SharedEvent extends SharedObject {
  private static final long serialVersionUID = 1;

  private SharedEvent(Cell cell) {
    super(cell);
  }

  /**
   * A new one, not set.
   *
   * @return open until this process closes it, or ends
   * @throws java.io.UncheckedIOException if there is no room for shared memory
   */
  public static SharedEvent create() {
    return new SharedEvent(Cells.process().create(Cell.FIRST + Long.BYTES));
  }

  /** What travels. */
  private record Reference(Cell.Reference cell) implements Serializable {
    private Object readResolve() {
      return new SharedEvent(cell.open());
    }
  }

  @Override
  protected Object writeReplace() {
    return new Reference(cell.reference());
  }

  /** Lets all go on that wait, and those that will. */
  public void set() {
    cell.set(Cell.FIRST, 1);
  }

  /** From now on waits again. One that is set and cleared within a millisecond may be missed by those that wait. */
  public void clear() {
    cell.set(Cell.FIRST, 0);
  }

  /**
   * Whether it is set.
   *
   * @return at this moment
   */
  public boolean isSet() {
    return cell.get(Cell.FIRST) != 0;
  }

  /**
   * Waits until it is set.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void await() throws InterruptedException {
    boolean _ = Waits.until(this::isSet, Patience.FOR_EVER);
  }

  /**
   * Waits until it is set.
   *
   * @param limit how long at most
   * @return whether it is set
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean await(Duration limit) throws InterruptedException {
    return Waits.until(this::isSet, Waits.nanos(limit));
  }
}
