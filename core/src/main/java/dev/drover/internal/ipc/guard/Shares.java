package dev.drover.internal.ipc.guard;

import java.util.function.LongConsumer;

/**
 * How much of something each process has: pairs of words, owner and count. What a dead process had can be found out.
 *
 * @param words in which they are
 * @param first of them
 * @param places how many processes can have something at a time
 */
public record Shares(Guarded words, long first, int places) {
  /** How many words one process takes. */
  public static final int WIDTH = 2;
  private static final int COUNT = 1;

  /**
   * In a change: what a process has.
   *
   * @param owner the process
   * @return 0 if it has nothing
   */
  public long of(long owner) {
    long place = find(owner);
    return place < 0 ? 0 : words.get(place + COUNT);
  }

  /**
   * In a change: adds to what a process has.
   *
   * @param owner the process
   * @param delta how much
   * @return false if there is no place for it
   */
  public boolean add(long owner, long delta) {
    long place = find(owner);
    if (place < 0) {
      place = find(0);
    }
    if (place < 0) {
      return false;
    }
    long count = words.get(place + COUNT) + delta;
    words.put(place, count == 0 ? 0 : owner);
    words.put(place + COUNT, count);
    return true;
  }

  /** Where a process is, or a free place; -1 if there is none. */
  private long find(long owner) {
    for (long i = first; i < first + (long) places * WIDTH; i += WIDTH) {
      if (words.get(i) == owner) {
        return i;
      }
    }
    return -1;
  }

  /**
   * In a change: whether nobody has anything.
   *
   * @return true if it is so
   */
  public boolean isEmpty() {
    return isEmptyBut(0);
  }

  /**
   * In a change: whether nobody else has anything.
   *
   * @param owner the process that doesn't matter
   * @return true if it is so
   */
  public boolean isEmptyBut(long owner) {
    for (long i = first; i < first + (long) places * WIDTH; i += WIDTH) {
      if (words.get(i) != 0 && words.get(i) != owner) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes from dead processes what they had.
   *
   * @param had is told how much it was, in the change that takes it, of which it may store two more words, and commit
   */
  public void bury(LongConsumer had) {
    words.mend();
    for (long i = first; i < first + (long) places * WIDTH; i += WIDTH) {
      long owner = words.get(i);
      if (owner != 0 && words.isDead(owner)) {
        long _ = words.change(() -> take(owner, had));
      }
    }
  }

  private long take(long owner, LongConsumer had) {
    long count = of(owner);
    if (count > 0) {
      boolean _ = add(owner, -count);
      had.accept(count);
    }
    return count;
  }
}
