package dev.drover.shared;

import dev.drover.internal.ipc.memory.Cell;
import java.io.Serializable;

/**
 * A bounded queue between processes: any number of them put, any number take, each item comes to one of them, in the
 * order in which they were put. It can be closed: who takes is told when everything was taken.
 *
 * <pre>{@code
 * try (SharedQueue<Path> queue = SharedQueue.of(1000); Pool pool = Pool.processes(4)) {
 *   Future<Integer> done = pool.submit(() -> {
 *     int n = 0;
 *     for (Optional<Path> next = queue.next(); next.isPresent(); next = queue.next()) {
 *       index(next.get());
 *       n++;
 *     }
 *     return n;
 *   });
 *   for (Path path : paths) {
 *     queue.put(path);
 *   }
 *   queue.close();
 * }
 * }</pre>
 *
 * <p>Items are copied, as values are on their way to a worker; what can't travel is refused by {@code put}. A class
 * that is not on the class path is found by the context class loader of the thread that takes.
 *
 * <p><b>Death.</b> A process that is killed leaves the queue whole: what it had put is there, what it had not is not.
 * What a thread takes it has in hand until it takes again, is told that the queue is over, or calls
 * {@link #acknowledge}; or until its process ends by itself. What a killed process had in hand is lost, and counted by
 * {@link #lost}: at most one item for each thread. No more than 128 processes may have items in hand.
 *
 * <p><b>Memory.</b> A queue has its memory from the beginning. Items are in it as they are encoded, and none may be
 * larger than half of it; large data goes by {@link SharedBytes} and the like. Thread-safe.
 *
 * @param <E> what is in it; never null
 */
public final class SharedQueue<E> extends ProcessQueue<E> {
  private static final long serialVersionUID = 1;

  private SharedQueue(Cell cell, long bytes) {
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
  public static <E> SharedQueue<E> of(int capacity) {
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
  public static <E> SharedQueue<E> of(int capacity, long bytes) {
    SharedQueue<E> made = new SharedQueue<>(cell(capacity, bytes), bytes);
    made.words.begin(capacity);
    return made;
  }

  /** What travels. */
  private record Reference(Place to) implements Serializable {
    private Object readResolve() {
      return new SharedQueue<>(to.cell().open(), to.bytes());
    }
  }

  @Override
  Object writeReplace() {
    return new Reference(place());
  }

  @Override
  boolean isDoneByNext() {
    return true;
  }

  @Override
  void dropped(long count) {
    acknowledgeOwn();
  }

  /**
   * Tells that this thread is done with the item that it took last: it is not lost any more if the process is killed.
   */
  public void acknowledge() {
    acknowledgeOwn();
  }
}
