package dev.drover.sync;

import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import java.io.Serializable;

/**
 * A lock between the threads of all processes of a run. If its holder's process dies, the next one gets it and is told
 * by {@link #isAbandoned()}.
 *
 * <p>Not reentrant: a thread that locks it twice gets an {@link IllegalStateException} instead of waiting for itself.
 * It is unlocked by the thread that locked it. A lock and an unlock without contention take some nanoseconds.
 * Thread-safe.
 */
public final class SharedLock extends HeldLock {
  private static final long serialVersionUID = 1;

  private SharedLock(Cell cell) {
    super(cell);
  }

  /**
   * A new one, free.
   *
   * @return open until this process closes it, or ends
   * @throws java.io.UncheckedIOException if there is no room for shared memory
   */
  public static SharedLock create() {
    return new SharedLock(Cells.process().create(SIZE));
  }

  /** What travels. */
  private record Reference(Cell.Reference cell) implements Serializable {
    private Object readResolve() {
      return new SharedLock(cell.open());
    }
  }

  @Override
  protected Object writeReplace() {
    return new Reference(cell.reference());
  }

  @Override
  boolean reentrant() {
    return false;
  }

  @Override
  boolean again() {
    throw new IllegalStateException(
        "thread '%s' has this SharedLock already and would wait for itself; use a SharedReentrantLock".formatted(
            Thread.currentThread().getName()));
  }
}
