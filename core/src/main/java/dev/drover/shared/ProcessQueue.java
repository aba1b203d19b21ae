package dev.drover.shared;

import static java.util.Objects.requireNonNull;

import dev.drover.internal.codec.Handle;
import dev.drover.internal.codec.Payload;
import dev.drover.internal.ipc.guard.Patience;
import dev.drover.internal.ipc.guard.Waits;
import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import java.io.Serializable;
import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * What SharedQueue and JoinableQueue have in common: everything but when an item that was taken is done.
 *
 * A queue is over when it is closed, empty, and nobody has an item in hand, apart from the process that made it. Then
 * that gives its memory back. A handle whose memory is gone for that reason stands for a queue that is over; no item
 * can be in it.
 */
abstract class ProcessQueue<E> extends AbstractQueue<E> implements BlockingQueue<E>, AutoCloseable, Handle {
  static final long LEAST_BYTES = 64 << 10;
  static final long MOST_BYTES = 1L << 30;

  private static final long serialVersionUID = 1;
  private static final long USUAL_BYTES = 256;
  private static final long DEFAULT_MOST_BYTES = 4 << 20;

  final transient QueueWords words;
  private final transient long bytes;

  /** Whether this process has taken something by this handle; raced for and never wrong for long. */
  private transient boolean used;

  ProcessQueue(Cell cell, long bytes) {
    this.bytes = bytes;
    this.words = new QueueWords(cell, bytes);
  }

  /** What travels. */
  record Place(Cell.Reference cell, long bytes) implements Serializable {}

  static long usualBytes(int capacity) {
    return Math.clamp(capacity * USUAL_BYTES, LEAST_BYTES, DEFAULT_MOST_BYTES);
  }

  static Cell cell(int capacity, long bytes) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a queue for %d items; it has to be 1 or more".formatted(capacity));
    }
    if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "a queue of %,d bytes; it has to be %,d to %,d".formatted(bytes, LEAST_BYTES, MOST_BYTES));
    }
    return Cells.process().create(QueueWords.size(bytes));
  }

  final Place place() {
    return new Place(words.cell().reference(), bytes);
  }

  /** What travels in its place: the subclass knows how to make a handle of it. */
  abstract Object writeReplace();

  /** Whether what this thread took before is done when it takes the next item. */
  abstract boolean isDoneByNext();

  // --- putting ---

  /** What can't travel is refused here, and not where nobody sees it. */
  private Payload encode(E item) {
    Payload payload = Travel.encode(requireNonNull(item, "item"), "the item");
    if (payload.size() > words.longest()) {
      throw new IllegalArgumentException(
          "an item of %,d bytes, and this queue takes none above %,d; make it with more bytes, or put a SharedBytes"
              .formatted(payload.size(), words.longest()));
    }
    return payload;
  }

  private boolean tryPut(Payload item) {
    int put = unlessGone(() -> words.put(item), QueueWords.OVER);
    if (put == QueueWords.OVER) {
      throw new QueueClosedException("the queue is closed; put everything before close()");
    }
    return put == QueueWords.DONE;
  }

  /** The first attempt is made without a patience: that costs more than the attempt. */
  private boolean put(Payload item, long nanos) throws InterruptedException {
    return tryPut(item) || Waits.until(patience -> mayPut(patience) && tryPut(item), nanos);
  }

  private boolean mayPut(Patience patience) {
    return unlessGone(() -> {
      buryIfDue(patience);
      return words.mayPut();
    }, true);
  }

  private void buryIfDue(Patience patience) {
    if (patience.isDue(Waits.LOOK_FOR_DEAD_NANOS)) {
      words.bury();
    }
  }

  /**
   * Waits for room and adds an item.
   *
   * @param item a copy of it is added
   * @throws InterruptedException if the thread is interrupted
   * @throws IllegalArgumentException if it can't travel, or is larger than the queue takes
   * @throws QueueClosedException if the queue is closed
   */
  @Override
  public void put(E item) throws InterruptedException {
    boolean _ = put(encode(item), Patience.FOR_EVER);
  }

  /**
   * Adds an item if there is room.
   *
   * @param item a copy of it is added
   * @return whether it was added
   * @throws IllegalArgumentException if it can't travel, or is larger than the queue takes
   * @throws QueueClosedException if the queue is closed
   */
  @Override
  public boolean offer(E item) {
    return tryPut(encode(item));
  }

  /**
   * Waits for room and adds an item.
   *
   * @param item a copy of it is added
   * @param time how long at most
   * @param unit of the time
   * @return whether it was added
   * @throws InterruptedException if the thread is interrupted
   * @throws IllegalArgumentException if it can't travel, or is larger than the queue takes
   * @throws QueueClosedException if the queue is closed
   */
  @Override
  public boolean offer(E item, long time, TimeUnit unit) throws InterruptedException {
    return put(encode(item), unit.toNanos(time));
  }

  // --- taking ---

  @SuppressWarnings("unchecked") // what was put was an E
  private E decode(Payload payload) {
    return (E) requireNonNull(Travel.decode(payload, "an item of the queue"), "item");
  }

  private Optional<Payload> tryTake() {
    return unlessGone(this::takeIfAny, Optional.empty());
  }

  private Optional<Payload> takeIfAny() {
    if (!used) {
      Hands.used(words);
      used = true;
    }
    boolean next = isDoneByNext() && Hands.isFull(words);
    Optional<Payload> taken = words.take(next);
    if (taken.isPresent() && !next && isDoneByNext()) {
      Hands.fill(words);
    } else if (taken.isEmpty() && next) {
      acknowledgeOwn();
    }
    return taken;
  }

  final void acknowledgeOwn() {
    if (Hands.empty(words)) {
      boolean _ = unlessGone(() -> words.done(1), false);
    }
  }

  private Optional<Payload> take(long nanos) throws InterruptedException {
    Optional<Payload> first = tryTake();
    if (first.isPresent()) {
      return first;
    }
    Taking taking = new Taking();
    boolean _ = Waits.until(taking, nanos);
    return taking.taken;
  }

  /** One thread that waits for an item. */
  private final class Taking implements Waits.Look {
    private Optional<Payload> taken = Optional.empty();

    @Override
    public boolean isSo(Patience patience) {
      return unlessGone(() -> look(patience), true);
    }

    private boolean look(Patience patience) {
      buryIfDue(patience);
      boolean ended = isEnded();
      if (ended || words.mayTake()) {
        taken = tryTake();
      }
      return taken.isPresent() || ended;
    }
  }

  /**
   * Waits for an item and takes it.
   *
   * @return the first item
   * @throws InterruptedException if the thread is interrupted
   * @throws QueueClosedException if the queue is closed, and empty
   */
  @Override
  public E take() throws InterruptedException {
    return next().orElseThrow(() -> new QueueClosedException("the queue is closed, and nothing is left in it"));
  }

  /**
   * Waits for an item and takes it: for consumers that go on until everything is done.
   *
   * @return the first item; empty if the queue is closed, and nothing is left in it
   * @throws InterruptedException if the thread is interrupted
   */
  public Optional<E> next() throws InterruptedException {
    return take(Patience.FOR_EVER).map(this::decode);
  }

  /**
   * Takes an item if there is one.
   *
   * @return null if there is none
   */
  @Override
  public @Nullable E poll() {
    return tryTake().map(this::decode).orElse(null);
  }

  /**
   * Waits for an item and takes it.
   *
   * @param time how long at most
   * @param unit of the time
   * @return null if there was none, or the queue is closed and empty
   * @throws InterruptedException if the thread is interrupted
   */
  @Override
  public @Nullable E poll(long time, TimeUnit unit) throws InterruptedException {
    return take(unit.toNanos(time)).map(this::decode).orElse(null);
  }

  /**
   * The first item, which stays.
   *
   * @return null if there is none
   */
  @Override
  public @Nullable E peek() {
    return unlessGone(words::peek, Optional.<Payload>empty()).map(this::decode).orElse(null);
  }

  @Override
  public int drainTo(Collection<? super E> target) {
    return drainTo(target, Integer.MAX_VALUE);
  }

  @Override
  public int drainTo(Collection<? super E> target, int most) {
    int count = 0;
    while (count < most) {
      Optional<Payload> item = tryTake();
      if (item.isEmpty()) {
        return count;
      }
      target.add(decode(item.get()));
      count++;
    }
    return count;
  }

  /** Drops all that is in it. */
  @Override
  public void clear() {
    long count = 0;
    while (tryTake().isPresent()) {
      count++;
    }
    dropped(count);
  }

  /** So many were taken to be dropped, and are done. */
  abstract void dropped(long count);

  // --- its end ---

  /** Whether nothing can come of it any more, and its memory is gone or goes. */
  final boolean isOver() {
    return unlessGone(words::isOver, true);
  }

  /**
   * Ends the queue, from whatever process: nothing can be put any more; what is in it can be taken, and then all who
   * take are told that it is over. The memory goes when everything was taken, or {@linkplain #clear dropped}.
   * Idempotent.
   */
  @Override
  public void close() {
    boolean closes = unlessGone(() -> {
      words.close();
      return true;
    }, false);
    if (closes) {
      Cells.process().closeWhen(words.cell(), words::isOver);
    }
  }

  /**
   * Whether it is closed: nothing can be put any more.
   *
   * @return at this moment
   */
  public boolean isClosed() {
    return unlessGone(words::isClosed, true);
  }

  /**
   * Whether it is closed, and nothing is left in it.
   *
   * @return true once it is so
   */
  public boolean isEnded() {
    return unlessGone(() -> words.isClosed() && words.count() == 0, true);
  }

  /**
   * How many items were lost, since a process was killed that had taken them and was not done with them. At most one
   * for each thread that takes.
   *
   * @return since it was made, as far as it is known; 0 once it is over
   */
  public long lost() {
    return unlessGone(() -> {
      words.bury();
      return words.lost();
    }, 0L);
  }

  /**
   * What comes of it, or this if the memory is gone: another thread, or another process, may give it back between two
   * looks, and in the middle of one.
   */
  private <V> V unlessGone(Supplier<V> look, V gone) {
    try {
      return words.cell().isOpen() ? look.get() : gone;
    } catch (IllegalStateException e) {
      if (words.cell().isOpen()) {
        throw e;
      }
      return gone;
    }
  }

  // --- looking ---

  @Override
  public int size() {
    return unlessGone(() -> (int) words.count(), 0);
  }

  @Override
  public int remainingCapacity() {
    return unlessGone(() -> words.isClosed() ? 0 : (int) (words.capacity() - words.count()), 0);
  }

  /**
   * The items that are in it now, first to last.
   *
   * @return over a copy: can't remove anything
   */
  @Override
  public Iterator<E> iterator() {
    List<Payload> all = unlessGone(words::all, List.<Payload>of());
    return Collections.unmodifiableList(all.stream().map(this::decode).toList()).iterator();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ProcessQueue<?> other && words.cell().equals(other.words.cell());
  }

  @Override
  public int hashCode() {
    return words.cell().hashCode();
  }

  @Override
  public String toString() {
    return "%s[%s, %d items]".formatted(getClass().getSimpleName(), words.cell(), size());
  }
}
