package dev.drover.internal.ipc.memory;

import dev.drover.internal.codec.Handle;
import java.util.Objects;

/**
 * What all shared objects have in common. An object is a cell of shared memory; in each process that it has come to there are
 * handles of it. Handles are equal if they are of one object.
 */
public abstract class SharedObject implements AutoCloseable, Handle {
  private static final long serialVersionUID = 1;

  /** Where it lives. */
  protected final transient Cell cell;

  /**
   * A handle.
   *
   * @param cell of the object
   */
  protected SharedObject(Cell cell) {
    this.cell = Objects.requireNonNull(cell, "cell");
  }

  /**
   * In the process that made it: ends it for all processes, whose later uses get an {@link IllegalStateException}. In another
   * process: gives back this process's share, and harms nobody else. Idempotent.
   */
  @Override
  public void close() {
    cell.close();
  }

  /**
   * Whether it can be used no more.
   *
   * @return true once it is closed, in whatever process
   */
  public boolean isClosed() {
    return !cell.isOpen();
  }

  /** What travels in its place: the subclass knows how to make a handle of it. */
  protected abstract Object writeReplace();

  @Override
  public boolean equals(Object o) {
    return o instanceof SharedObject other && getClass() == other.getClass() && cell.equals(other.cell);
  }

  @Override
  public int hashCode() {
    return cell.hashCode();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + cell + "]";
  }
}
