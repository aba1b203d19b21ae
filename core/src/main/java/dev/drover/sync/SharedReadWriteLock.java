package dev.drover.sync;

import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import dev.drover.internal.ipc.memory.SharedObject;
import java.io.Serializable;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;

/**
 * A pair of locks between the threads of all processes: many may read, or one may write. What {@link
 * java.util.concurrent.locks.ReentrantReadWriteLock} is to threads.
 *
 * <p>Both are reentrant. Who writes may also take the read lock, and keep it when it gives up the write lock; who reads
 * can't take the write lock, and is told so. A writer that waits keeps new readers out, so it is not starved. At most
 * 128 processes may read at a time.
 *
 * <p>If a process dies that reads, the others go on. If one dies that writes, {@link #isAbandoned()} is true from then
 * on until somebody has written. The locks have no conditions. Thread-safe.
 */
public final class SharedReadWriteLock extends SharedObject implements ReadWriteLock {
  private static final long serialVersionUID = 1;

  private final transient ReadersAndWriter state;
  private final transient Side read;
  private final transient Side write;

  private SharedReadWriteLock(Cell cell) {
    super(cell);
    this.state = new ReadersAndWriter(cell);
    this.read = new Side(state::tryRead, state::releaseRead, state);
    this.write = new Side(state::tryWrite, state::releaseWrite, state);
  }

  /**
   * A new one, free.
   *
   * @return open until this process closes it, or ends
   * @throws java.io.UncheckedIOException if there is no room for shared memory
   */
  public static SharedReadWriteLock create() {
    return new SharedReadWriteLock(Cells.process().create(ReadersAndWriter.SIZE));
  }

  /** What travels. */
  private record Reference(Cell.Reference cell) implements Serializable {
    private Object readResolve() {
      return new SharedReadWriteLock(cell.open());
    }
  }

  @Override
  protected Object writeReplace() {
    return new Reference(cell.reference());
  }

  /**
   * The lock of those that read.
   *
   * @return to be locked and unlocked by the same thread
   */
  @Override
  public Lock readLock() {
    return read;
  }

  /**
   * The lock of who writes.
   *
   * @return to be locked and unlocked by the same thread
   */
  @Override
  public Lock writeLock() {
    return write;
  }

  /**
   * Whether a process died while it had the write lock, and nobody has written since: what it protects may be half
   * done.
   *
   * @return true until the next writer unlocks
   */
  public boolean isAbandoned() {
    return state.isAbandoned();
  }

  /**
   * Whether anybody writes.
   *
   * @return at this moment
   */
  public boolean isWriteLocked() {
    return state.isWriteLocked();
  }

  /**
   * How many processes read.
   *
   * @return at this moment
   */
  public int getReadingProcesses() {
    return state.readers();
  }
}
