package dev.drover.shared;

import dev.drover.internal.ipc.guard.Patience;
import dev.drover.internal.ipc.guard.Waits;
import dev.drover.internal.ipc.memory.Cell;
import java.io.Serializable;
import java.time.Duration;

/**
 * A queue between processes, as {@link SharedQueue}, whose items are done when that is said: {@link #taskDone} for each
 * item that was taken. {@link #join} waits until all that were put are done.
 *
 * <p>What a killed process had taken and not done is lost, and counted by {@link #lost}; nobody waits for it.
 * Thread-safe.
 *
 * @param <E> what is in it; never null
 */
public final class JoinableQueue<E> extends ProcessQueue<E> {
  private static final long serialVersionUID = 1;

  private JoinableQueue(Cell cell, long bytes) {
    super(cell, bytes);
  }

  /**
   * A new queue with 256 bytes for each item, 64 KiB at least and 4 MiB at most.
   *
   * @param capacity how many items may be in it, at least 1
   * @param <E> what is in it
   * @return open until it is closed
   * @throws java.io.UncheckedIOException if there is no room for shared memory
   */
  public static <E> JoinableQueue<E> of(int capacity) {
    return of(capacity, usualBytes(capacity));
  }

  /**
   * A new queue.
   *
   * @param capacity how many items may be in it, at least 1
   * @param bytes of all that may be in it, 64 KiB to 1 GiB
   * @param <E> what is in it
   * @return open until it is closed
   * @throws java.io.UncheckedIOException if there is no room for shared memory
   */
  public static <E> JoinableQueue<E> of(int capacity, long bytes) {
    JoinableQueue<E> made = new JoinableQueue<>(cell(capacity, bytes), bytes);
    made.words.begin(capacity);
    return made;
  }

  /** What travels. */
  private record Reference(Place to) implements Serializable {
    private Object readResolve() {
      return new JoinableQueue<>(to.cell().open(), to.bytes());
    }
  }

  @Override
  Object writeReplace() {
    return new Reference(place());
  }

  @Override
  boolean isDoneByNext() {
    return false;
  }

  @Override
  void dropped(long count) {
    boolean _ = count > 0 && words.done(count);
  }

  /**
   * One item that this process has taken is done.
   *
   * @throws IllegalStateException if it has taken none that is not done
   */
  public void taskDone() {
    if (!words.done(1)) {
      throw new IllegalStateException(
          "this process has no item of the queue that is not done; call taskDone() once for each");
    }
  }

  /**
   * Waits until all items that were put are done, or lost.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void join() throws InterruptedException {
    boolean _ = join(Patience.FOR_EVER);
  }

  /**
   * Waits until all items that were put are done, or lost.
   *
   * @param limit how long at most
   * @return false if the time was over
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean join(Duration limit) throws InterruptedException {
    return join(Waits.nanos(limit));
  }

  private boolean join(long nanos) throws InterruptedException {
    return Waits.until(patience -> {
      if (patience.isDue(Waits.LOOK_FOR_DEAD_NANOS)) {
        words.bury();
      }
      return words.isAllDone();
    }, nanos);
  }
}
