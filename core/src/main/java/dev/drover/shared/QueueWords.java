package dev.drover.shared;

import dev.drover.internal.ipc.guard.Guarded;
import dev.drover.internal.ipc.guard.Owner;
import dev.drover.internal.ipc.guard.Shares;
import dev.drover.internal.ipc.memory.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The memory of a queue. Thread-safe. */
/*
 * Words:
 *
 *     0  head and 1 tail of the ring     2  how many items are in it    3  how many may be
 *     4  1 if it is closed               5  items lost with the dead    6  items put and not done
 *     7  shares: how many items each process has in hand
 *
 * then the ring. An item is in exactly one place: in the ring, in the hand of a process, done, or lost. It goes from
 * place to place in one change, so a process that is killed leaves it in one of them. What was in the hand of a dead
 * process is lost, and counted by whoever finds the process dead.
 */
final class QueueWords {
  private static final int COUNT = 2;
  private static final int CAPACITY = 3;
  private static final int CLOSED = 4;
  private static final int LOST = 5;
  private static final int UNDONE = 6;
  private static final int SHARES = 7;
  private static final int PROCESSES = 128;
  private static final int MOST_STORES = 8;
  private static final long RING = Math.ceilDiv(
      Guarded.size(SHARES + (long) Shares.WIDTH * PROCESSES, MOST_STORES), Long.BYTES) * Long.BYTES;

  /** What came of an attempt to put an item. */
  static final int DONE = 0;

  static final int FULL = 1;
  static final int OVER = 2;

  private final Cell cell;
  private final Guarded words;
  private final Shares shares;
  private final ByteRing ring;
  private final long longest;

  QueueWords(Cell cell, long ringSize) {
    this.cell = cell;
    this.words = new Guarded(cell, Cell.FIRST, MOST_STORES);
    this.shares = new Shares(words, SHARES, PROCESSES);
    this.ring = new ByteRing(words, 0, cell, RING, ringSize);
    this.longest = ByteRing.longest(ringSize);
  }

  static long size(long ringSize) {
    return RING + ringSize;
  }

  void begin(long capacity) {
    words.update(() -> words.put(CAPACITY, capacity));
  }

  // --- putting ---

  long longest() {
    return longest;
  }

  /** Whether it is worth trying: looks without a change. */
  boolean mayPut() {
    return words.get(COUNT) < words.get(CAPACITY) || isClosed();
  }

  int put(byte[] bytes, int length) {
    return (int) words.change(() -> tryPut(bytes, length));
  }

  private int tryPut(byte[] bytes, int length) {
    if (words.get(CLOSED) != 0) {
      return OVER;
    }
    long count = words.get(COUNT);
    if (count >= words.get(CAPACITY) || !ring.append(bytes, length)) {
      return FULL;
    }
    words.put(COUNT, count + 1);
    words.put(UNDONE, words.get(UNDONE) + 1);
    return DONE;
  }

  // --- taking ---

  boolean mayTake() {
    return words.get(COUNT) > 0 || isClosed();
  }

  /** The first item, into the hand of this process: one more there, or in the place of one that is done now. */
  Optional<byte[]> take(boolean inPlaceOfOne) {
    byte[][] taken = new byte[1][];
    return words.change(() -> tryTake(inPlaceOfOne, taken)) == 0 ? Optional.empty() : Optional.of(taken[0]);
  }

  private long tryTake(boolean inPlaceOfOne, byte[][] taken) {
    long count = words.get(COUNT);
    if (count == 0) {
      return 0;
    }
    if (inPlaceOfOne) {
      words.put(UNDONE, words.get(UNDONE) - 1);
    } else if (!shares.add(Owner.self(), 1)) {
      throw new IllegalStateException(
          "%d processes have items of this queue in hand, and no more can".formatted(PROCESSES));
    }
    taken[0] = ring.removeFirst();
    words.put(COUNT, count - 1);
    return 1;
  }

  Optional<byte[]> peek() {
    byte[][] first = new byte[1][];
    return words.change(() -> {
      first[0] = words.get(COUNT) == 0 ? new byte[0] : ring.first();
      return words.get(COUNT);
    }) == 0 ? Optional.empty() : Optional.of(first[0]);
  }

  List<byte[]> all() {
    List<byte[]> all = new ArrayList<>();
    long _ = words.change(() -> ring.copyTo(all));
    return all;
  }

  /** Items that this process has in hand are done; false if it has not so many. */
  boolean done(long count) {
    return words.change(() -> {
      if (shares.of(Owner.self()) < count) {
        return 0;
      }
      words.put(UNDONE, words.get(UNDONE) - count);
      return shares.add(Owner.self(), -count) ? 1 : 0;
    }) == 1;
  }

  /** All that this process has in hand is done. */
  void allDone() {
    long _ = words.change(() -> {
      long own = shares.of(Owner.self());
      words.put(UNDONE, words.get(UNDONE) - own);
      return own > 0 && shares.add(Owner.self(), -own) ? own : 0;
    });
  }

  /** What was in the hands of the dead is lost. */
  void bury() {
    shares.bury(had -> {
      words.put(LOST, words.get(LOST) + had);
      words.put(UNDONE, words.get(UNDONE) - had);
    });
  }

  // --- its end ---

  void close() {
    words.update(() -> words.put(CLOSED, 1));
  }

  boolean isClosed() {
    return words.get(CLOSED) != 0;
  }

  /** Nothing will ever come of it, and no other process is to be accounted for. */
  boolean isOver() {
    if (!isClosed() || words.get(COUNT) > 0) {
      return false;
    }
    bury();
    return words.change(() -> words.get(COUNT) == 0 && shares.isEmptyBut(Owner.self()) ? 1 : 0) == 1;
  }

  // --- looking ---

  long count() {
    return words.get(COUNT);
  }

  long capacity() {
    return words.get(CAPACITY);
  }

  long lost() {
    return words.get(LOST);
  }

  long undone() {
    return words.get(UNDONE);
  }

  Cell cell() {
    return cell;
  }
}
