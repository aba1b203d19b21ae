package dev.drover.sync;

import dev.drover.internal.ipc.guard.Guarded;
import dev.drover.internal.ipc.guard.Patience;
import dev.drover.internal.ipc.guard.Waits;
import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import dev.drover.internal.ipc.memory.SharedObject;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeoutException;

/**
 * A point where threads of all processes wait for one another, again and again: what
 * {@link java.util.concurrent.CyclicBarrier} is to threads. If one that waits gives up, or its process dies, the
 * barrier is broken: all that wait get a {@link BrokenBarrierException}, and so do those that come, until it is reset.
 * Thread-safe.
 */
/*
 * Words:
 *
 *     0  parties   1  generation   2  how many of it have arrived   3  1 if it is broken
 *     4  one bit for each of the last 64 generations: 1 if it ended broken
 *     5  the process of each that has arrived
 *
 * A generation ends when all have arrived (bit 0) or by a reset (bit 1). Who waits looks at the generation, and if that
 * is not its own any more at the bit. One that looks 64 generations too late would see the bit of another one; all but
 * one of those would have been resets, since the others can't pass without it.
 *
 * Who waits looks without the mutex. So what ends its waiting is the last store of a change, and a commit: nobody goes
 * on since he saw a generation end, or break, that is undone with the death of whoever was about to end it.
 */
public final class SharedBarrier extends SharedObject {
  private static final long serialVersionUID = 1;
  private static final int MOST_PARTIES = 1000;
  private static final int PARTIES = 0;
  private static final int GENERATION = 1;
  private static final int ARRIVED = 2;
  private static final int BROKEN = 3;
  private static final int ENDINGS = 4;
  private static final int OWNERS = 5;
  static final int MOST_STORES = 8;

  private final transient Guarded words;

  private SharedBarrier(Cell cell) {
    this(cell, new Guarded(cell, Cell.FIRST, MOST_STORES));
  }

  SharedBarrier(Cell cell, Guarded words) {
    super(cell);
    this.words = words;
  }

  /**
   * A new one.
   *
   * @param parties how many wait for one another, 1 to 1,000
   * @return open until this process closes it, or ends
   * @throws IllegalArgumentException if it is another number
   * @throws java.io.UncheckedIOException if there is no room for shared memory
   */
  public static SharedBarrier of(int parties) {
    if (parties < 1 || parties > MOST_PARTIES) {
      throw new IllegalArgumentException(
          "a barrier for %d parties; it has to be 1 to %d".formatted(parties, MOST_PARTIES));
    }
    SharedBarrier made = new SharedBarrier(Cells.process().create(Guarded.size(OWNERS + parties, MOST_STORES)));
    made.words.update(() -> made.words.put(PARTIES, parties));
    return made;
  }

  /** What travels. */
  private record Reference(Cell.Reference cell) implements Serializable {
    private Object readResolve() {
      return new SharedBarrier(cell.open());
    }
  }

  @Override
  protected Object writeReplace() {
    return new Reference(cell.reference());
  }

  /**
   * Waits until all parties wait here.
   *
   * @return how many came after this one: 0 for exactly one of them
   * @throws BrokenBarrierException if it is broken, or becomes so
   * @throws InterruptedException if the thread is interrupted; that breaks it
   */
  public int await() throws InterruptedException, BrokenBarrierException {
    try {
      return await(Patience.FOR_EVER);
    } catch (TimeoutException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Waits until all parties wait here.
   *
   * @param limit how long at most
   * @return how many came after this one: 0 for exactly one of them
   * @throws TimeoutException if the time was over; that breaks it
   * @throws BrokenBarrierException if it is broken, or becomes so
   * @throws InterruptedException if the thread is interrupted; that breaks it
   */
  public int await(Duration limit) throws InterruptedException, BrokenBarrierException, TimeoutException {
    return await(Waits.nanos(limit));
  }

  private int await(long nanos) throws InterruptedException, BrokenBarrierException, TimeoutException {
    return await(arrival -> Waits.until(arrival, nanos));
  }

  /** How one waits. */
  interface Waiting {
    boolean until(Waits.Look isOver) throws InterruptedException;
  }

  int await(Waiting waiting) throws InterruptedException, BrokenBarrierException, TimeoutException {
    Arrival arrival = new Arrival();
    long index = words.change(arrival::arrive);
    if (index < 0) {
      throw new BrokenBarrierException("the barrier is broken; reset() makes it whole");
    }
    boolean over = false;
    try {
      over = waiting.until(arrival);
    } finally {
      if (!over) {
        breakUnlessOver(arrival.generation);
      }
    }
    return arrival.result(over, index);
  }

  /** One thread at the barrier. */
  private final class Arrival implements Waits.Look {
    private long generation;

    long arrive() {
      if (words.get(BROKEN) != 0) {
        return -1;
      }
      generation = words.get(GENERATION);
      long index = words.get(ARRIVED);
      if (index + 1 == words.get(PARTIES)) {
        next(0);
      } else {
        words.put(OWNERS + index, words.self());
        words.commit(ARRIVED, index + 1); // who is seen to wait here has arrived, whatever happens to it
      }
      return words.get(PARTIES) - 1 - index;
    }

    @Override
    public boolean isSo(Patience patience) {
      if (patience.isDue(Waits.LOOK_FOR_DEAD_NANOS)) {
        bury(generation);
      }
      return words.get(GENERATION) != generation || words.get(BROKEN) != 0;
    }

    int result(boolean over, long index) throws BrokenBarrierException, TimeoutException {
      boolean passed = words.change(() -> words.get(GENERATION) != generation && !endedBroken(generation) ? 1 : 0) == 1;
      if (passed) {
        return (int) index;
      }
      if (over) {
        throw new BrokenBarrierException("the barrier was broken while this thread waited");
      }
      throw new TimeoutException("not all of %d parties came to the barrier in time".formatted(getParties()));
    }
  }

  private boolean endedBroken(long generation) {
    return ((words.get(ENDINGS) >>> generation) & 1) != 0;
  }

  /** In a change: the generation ends, with this bit. */
  private void next(long broken) {
    long generation = words.get(GENERATION);
    words.put(ENDINGS, (words.get(ENDINGS) & ~(1L << generation)) | (broken << generation));
    words.put(ARRIVED, 0);
    words.put(BROKEN, 0);
    words.commit(GENERATION, generation + 1);
  }

  private void bury(long generation) {
    words.mend();
    for (int i = 0; i < words.get(ARRIVED); i++) {
      if (words.isDead(words.get(OWNERS + i))) {
        breakUnlessOver(generation);
      }
    }
  }

  private void breakUnlessOver(long generation) {
    words.update(() -> {
      if (words.get(GENERATION) == generation) {
        breakIt();
      }
    });
  }

  /** In a change. */
  private void breakIt() {
    if (words.get(BROKEN) == 0) {
      words.commit(BROKEN, 1);
    }
  }

  /** Breaks it: who waits, and who comes, gets a {@link BrokenBarrierException}. */
  public void abort() {
    words.update(this::breakIt);
  }

  /** Makes it whole, and as at first; who waits gets a {@link BrokenBarrierException}. */
  public void reset() {
    words.update(() -> next(1));
  }

  /**
   * Whether it is broken.
   *
   * @return true until it is reset
   */
  public boolean isBroken() {
    return words.get(BROKEN) != 0;
  }

  /**
   * How many threads wait for one another.
   *
   * @return as it was made
   */
  public int getParties() {
    return (int) words.get(PARTIES);
  }

  /**
   * How many wait.
   *
   * @return at this moment
   */
  public int getNumberWaiting() {
    return isBroken() ? 0 : (int) words.get(ARRIVED);
  }
}
