package dev.drover.shared;

import dev.drover.internal.codec.Payload;
import dev.drover.internal.ipc.guard.Guarded;
import dev.drover.internal.ipc.guard.Mutex;
import dev.drover.internal.ipc.guard.Owner;
import dev.drover.internal.ipc.guard.Shares;
import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The memory of a queue. Thread-safe. */
/*
 * Who puts and who takes have a lock of their own, and cache lines of their own:
 *
 *      0 +------------------------------------------+
 *        | serial, see Cell                         |
 *    128 +------------------------------------------+  who puts
 *        | mutex, tail, head as seen last           |
 *        | 1 if it is closed, capacity              |
 *    256 +------------------------------------------+  who takes
 *        | tail as seen last                        |
 *        | guarded: head, lost with the dead,       |
 *        |   shares: how many each process has      |
 *        +------------------------------------------+
 *        | ring                                     |
 *
 * An item is in exactly one place: in the ring, in the hand of a process, done, or lost. It goes from place to place in
 * one change, so a process that is killed leaves it in one of them: it is in the ring once the tail is stored behind it,
 * and in the hand of a process once the head is; the share goes with the head, see Guarded.commit. So tail and head are
 * true at any moment, also for who looks at them without a lock.
 *
 * What each side has seen of the other is true enough: there may be more room than that, or more items. Looking again
 * only when that is used up keeps the two sides from waiting for each other's cache lines at each item.
 *
 * What was in the hand of a dead process is lost, and counted by whoever finds the process dead.
 */
final class QueueWords {
  private static final long LINE = 128;

  private static final long PUTTING = LINE;
  private static final long TAIL = PUTTING + Mutex.SIZE;
  private static final long HEAD_SEEN = TAIL + Long.BYTES;
  private static final long CLOSED = HEAD_SEEN + Long.BYTES;
  private static final long CAPACITY = CLOSED + Long.BYTES;

  private static final long TAIL_SEEN = PUTTING + LINE;
  private static final long TAKING = TAIL_SEEN + Long.BYTES;
  private static final int HEAD = 0;
  private static final int LOST = 1;
  private static final int SHARES = 2;
  private static final int PROCESSES = 128;
  private static final int MOST_STORES = 4;

  private static final long RING = Math.ceilDiv(
      Guarded.end(TAKING, SHARES + (long) Shares.WIDTH * PROCESSES, MOST_STORES), LINE) * LINE;

  /** What came of an attempt to put an item. */
  static final int DONE = 0;

  static final int FULL = 1;
  static final int OVER = 2;

  private final Cell cell;
  private final Mutex putting;
  private final Guarded taking;
  private final Shares shares;
  private final ByteRing ring;
  private final long longest;

  QueueWords(Cell cell, long ringSize) {
    this.cell = cell;
    this.putting = new Mutex(cell, PUTTING);
    this.taking = new Guarded(cell, TAKING, MOST_STORES);
    this.shares = new Shares(taking, SHARES, PROCESSES);
    this.ring = new ByteRing(cell.memory().asSlice(RING, ringSize));
    this.longest = ByteRing.longest(ringSize);
  }

  static long size(long ringSize) {
    return RING + ringSize;
  }

  void begin(long capacity) {
    cell.write(CAPACITY, capacity);
  }

  // --- putting ---

  long longest() {
    return longest;
  }

  /** Whether it is worth trying: looks without a change. */
  boolean mayPut() {
    return count() < capacity() || isClosed();
  }

  int put(Payload item) {
    putting.lock();
    try {
      return tryPut(item, cell.words());
    } finally {
      putting.unlock();
    }
  }

  private int tryPut(Payload item, Words words) {
    if (words.get(CLOSED) != 0) {
      return OVER;
    }
    long tail = words.get(TAIL);
    long capacity = words.get(CAPACITY);
    long next = append(words.get(HEAD_SEEN), tail, item, capacity);
    if (next == ByteRing.NONE) {
      long head = taking.get(HEAD);
      words.set(HEAD_SEEN, head);
      next = append(head, tail, item, capacity);
    }
    if (next == ByteRing.NONE) {
      return FULL;
    }
    words.set(TAIL, next);
    return DONE;
  }

  private long append(long head, long tail, Payload item, long capacity) {
    return ByteRing.count(head, tail) < capacity ? ring.append(head, tail, item) : ByteRing.NONE;
  }

  // --- taking ---

  /** Whether it is worth trying: looks without a change. */
  boolean mayTake() {
    return ByteRing.count(taking.get(HEAD), cell.read(TAIL_SEEN)) > 0 || count() > 0;
  }

  /** The first item, into the hand of this process: one more there, or in the place of one that is done now. */
  Optional<Payload> take(boolean inPlaceOfOne) {
    Payload[] taken = new Payload[1];
    return taking.change(() -> tryTake(inPlaceOfOne, taken)) == 0 ? Optional.empty() : Optional.of(taken[0]);
  }

  private long tryTake(boolean inPlaceOfOne, Payload[] taken) {
    long head = taking.get(HEAD);
    if (isEmpty(head)) {
      return 0;
    }
    if (!inPlaceOfOne && !shares.add(Owner.self(), 1)) {
      throw new IllegalStateException(
          "%d processes have items of this queue in hand, and no more can".formatted(PROCESSES));
    }
    long start = ring.start(head);
    Payload first = ring.get(start);
    taken[0] = first;
    taking.commit(HEAD, ring.next(start, first));
    return 1;
  }

  /** In a change: looks at the tail itself only if that is necessary. */
  private boolean isEmpty(long head) {
    Words words = cell.words();
    if (ByteRing.count(head, words.get(TAIL_SEEN)) > 0) {
      return false;
    }
    long tail = words.get(TAIL);
    words.set(TAIL_SEEN, tail);
    return ByteRing.count(head, tail) == 0;
  }

  Optional<Payload> peek() {
    Payload[] first = new Payload[1];
    return taking.change(() -> {
      long head = taking.get(HEAD);
      boolean empty = isEmpty(head);
      first[0] = empty ? Payload.empty() : ring.get(ring.start(head));
      return empty ? 0 : 1;
    }) == 0 ? Optional.empty() : Optional.of(first[0]);
  }

  List<Payload> all() {
    List<List<Payload>> all = new ArrayList<>();
    taking.update(() -> all.add(ring.all(taking.get(HEAD), cell.read(TAIL))));
    return all.getFirst();
  }

  /** Items that this process has in hand are done; false if it has not so many. */
  boolean done(long count) {
    return taking.change(() -> shares.of(Owner.self()) >= count && shares.add(Owner.self(), -count) ? 1 : 0) == 1;
  }

  /** All that this process has in hand is done. */
  void allDone() {
    long _ = taking.change(() -> {
      long own = shares.of(Owner.self());
      return own > 0 && shares.add(Owner.self(), -own) ? own : 0;
    });
  }

  /** What was in the hands of the dead is lost. */
  void bury() {
    shares.bury(had -> taking.commit(LOST, taking.get(LOST) + had)); // counted is counted, also for lost()
  }

  // --- its end ---

  void close() {
    putting.lock();
    try {
      cell.write(CLOSED, 1);
    } finally {
      putting.unlock();
    }
  }

  boolean isClosed() {
    return cell.read(CLOSED) != 0;
  }

  /** Nothing will ever come of it, and no other process is to be accounted for. */
  boolean isOver() {
    if (!isClosed() || count() > 0) {
      return false;
    }
    bury();
    return taking.change(() -> shares.isEmptyBut(Owner.self()) ? 1 : 0) == 1;
  }

  // --- looking ---

  /** The head first: the tail that is there then is not before it. */
  long count() {
    long head = taking.get(HEAD);
    return Math.min(capacity(), ByteRing.count(head, cell.read(TAIL)));
  }

  long capacity() {
    return cell.read(CAPACITY);
  }

  long lost() {
    return taking.get(LOST);
  }

  /** Whether all that was put is done, or lost; looks without a change as long as it is clearly not so. */
  boolean isAllDone() {
    return count() == 0 && shares.isEmpty() && taking.change(() -> count() == 0 && shares.isEmpty() ? 1 : 0) == 1;
  }

  Cell cell() {
    return cell;
  }
}
