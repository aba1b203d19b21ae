package dev.drover.sync;

import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import java.io.Serializable;

/**
 * A lock between the threads of all processes of a run, which a thread may lock several times; it is free when it has
 * been unlocked as often. If its holder's process dies, the next one gets it and is told by {@link #isAbandoned()}.
 * Thread-safe.
 */
public final class SharedReentrantLock extends HeldLock {
  private static final long serialVersionUID = 1;

  private SharedReentrantLock(Cell cell) {
    super(cell);
  }

  /**
   * A new one, free.
   *
   * @return open until this process closes it, or ends
   * @throws java.io.UncheckedIOException if there is no room for shared memory
   */
  public static SharedReentrantLock create() {
    return new SharedReentrantLock(Cells.process().create(SIZE));
  }

  /** What travels. */
  private record Reference(Cell.Reference cell) implements Serializable {
    private Object readResolve() {
      return new SharedReentrantLock(cell.open());
    }
  }

  @Override
  protected Object writeReplace() {
    return new Reference(cell.reference());
  }

  @Override
  boolean reentrant() {
    return true;
  }

  @Override
  boolean again() {
    holdAgain();
    return true;
  }

  /**
   * How often this thread has locked it and not unlocked it.
   *
   * @return 0 if it does not have it
   */
  public long getHoldCount() {
    return holds();
  }
}
