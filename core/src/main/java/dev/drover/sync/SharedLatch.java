package dev.drover.sync;

import dev.drover.internal.ipc.guard.Patience;
import dev.drover.internal.ipc.guard.Waits;
import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import dev.drover.internal.ipc.memory.SharedObject;
import java.io.Serializable;
import java.time.Duration;

/**
 * A count that threads of all processes take down, and wait for to be 0: what
 * {@link java.util.concurrent.CountDownLatch} is to threads. Thread-safe.
 */
public final class SharedLatch extends SharedObject {
  private static final long serialVersionUID = 1;

  private SharedLatch(Cell cell) {
    super(cell);
  }

  /**
   * A new one.
   *
   * @param count how often it has to be counted down
   * @return open until this process closes it, or ends
   * @throws IllegalArgumentException if the count is negative
   * @throws java.io.UncheckedIOException if there is no room for shared memory
   */
  public static SharedLatch of(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("a latch with the count %d; it has to be 0 or more".formatted(count));
    }
    SharedLatch made = new SharedLatch(Cells.process().create(Cell.FIRST + Long.BYTES));
    made.cell.set(Cell.FIRST, count);
    return made;
  }

  /** What travels. */
  private record Reference(Cell.Reference cell) implements Serializable {
    private Object readResolve() {
      return new SharedLatch(cell.open());
    }
  }

  @Override
  protected Object writeReplace() {
    return new Reference(cell.reference());
  }

  /** Takes the count down by 1, unless it is 0. */
  public void countDown() {
    long count = getCount();
    while (count > 0 && !cell.compareAndSet(Cell.FIRST, count, count - 1)) {
      count = getCount();
    }
  }

  /**
   * The count.
   *
   * @return at this moment
   */
  public long getCount() {
    return cell.get(Cell.FIRST);
  }

  private boolean isOver() {
    return getCount() == 0;
  }

  /**
   * Waits until the count is 0.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void await() throws InterruptedException {
    boolean _ = Waits.until(this::isOver, Patience.FOR_EVER);
  }

  /**
   * Waits until the count is 0.
   *
   * @param limit how long at most
   * @return whether it is 0
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean await(Duration limit) throws InterruptedException {
    return Waits.until(this::isOver, Waits.nanos(limit));
  }
}
