package dev.drover.sync;

import dev.drover.internal.ipc.guard.Guarded;
import dev.drover.internal.ipc.guard.Owner;
import dev.drover.internal.ipc.guard.Patience;
import dev.drover.internal.ipc.guard.Shares;
import dev.drover.internal.ipc.guard.Waits;
import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import dev.drover.internal.ipc.memory.SharedObject;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Permits for the threads of all processes: what {@link java.util.concurrent.Semaphore} is to threads. When a process
 * dies, the permits that it had acquired and not released are given back.
 *
 * <p>Any thread may release, also what another one acquired. A process that releases more than it has acquired makes
 * permits, unless the semaphore is {@linkplain #bounded bounded}; those that another process acquired count as that
 * one's until it releases or dies. At most 128 processes may have permits at a time. Thread-safe.
 */
/*
 * Words:
 *
 *     0  permits that are available
 *     1  bound, or Long.MAX_VALUE
 *     2  ticket of who is to be served next, 0 for none    3  its process    4  tickets given out
 *     5  how many permits were taken from the dead
 *     6  shares: how many permits each process has
 *
 * A thread that has waited for 2 ms takes a ticket, and the place "next" if that is free or an older ticket's; then
 * nobody else gets any. So one that wants many is not starved by many that want one. If its process dies the place is
 * free again.
 *
 * What is seen of these words without the mutex may be undone, so it decides only whether a change is worth trying.
 */
public final class SharedSemaphore extends SharedObject {
  private static final long serialVersionUID = 1;
  private static final int AVAILABLE = 0;
  private static final int BOUND = 1;
  private static final int NEXT = 2;
  private static final int NEXT_OWNER = 3;
  private static final int TICKETS = 4;
  private static final int FROM_DEAD = 5;
  private static final int SHARES = 6;
  private static final int PROCESSES = 128;
  private static final int MOST_STORES = 8;
  private static final long PATIENT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private static final long REFUSED = 0;
  private static final long GIVEN = 1;
  private static final long FULL = 2;

  /** For a ticket: whoever else has the turn. */
  private static final long BARGES = -1;

  private final transient Guarded words;
  private final transient Shares shares;

  private SharedSemaphore(Cell cell) {
    super(cell);
    this.words = new Guarded(cell, Cell.FIRST, MOST_STORES);
    this.shares = new Shares(words, SHARES, PROCESSES);
  }

  /**
   * A new one, to which any number of permits may be released.
   *
   * @param permits that are available
   * @return open until this process closes it, or ends
   * @throws IllegalArgumentException if it is negative
   * @throws java.io.UncheckedIOException if there is no room for shared memory
   */
  public static SharedSemaphore of(long permits) {
    return create(permits, Long.MAX_VALUE);
  }

  /**
   * A new one that never has more permits than at first: releasing more is a mistake, and said so.
   *
   * @param permits that are available
   * @return open until this process closes it, or ends
   * @throws IllegalArgumentException if it is negative
   * @throws java.io.UncheckedIOException if there is no room for shared memory
   */
  public static SharedSemaphore bounded(long permits) {
    return create(permits, permits);
  }

  private static SharedSemaphore create(long permits, long bound) {
    if (permits < 0) {
      throw new IllegalArgumentException("a semaphore of %d permits; it has to be 0 or more".formatted(permits));
    }
    SharedSemaphore made = new SharedSemaphore(
        Cells.process().create(Guarded.size(SHARES + (long) Shares.WIDTH * PROCESSES, MOST_STORES)));
    made.words.update(() -> {
      made.words.put(AVAILABLE, permits);
      made.words.put(BOUND, bound);
    });
    return made;
  }

  /** What travels. */
  private record Reference(Cell.Reference cell) implements Serializable {
    private Object readResolve() {
      return new SharedSemaphore(cell.open());
    }
  }

  @Override
  protected Object writeReplace() {
    return new Reference(cell.reference());
  }

  // --- acquiring ---

  /**
   * Waits for a permit.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void acquire() throws InterruptedException {
    acquire(1);
  }

  /**
   * Waits for several permits, and gets them all at once.
   *
   * @param permits how many
   * @throws InterruptedException if the thread is interrupted
   * @throws IllegalArgumentException if there are never so many
   */
  public void acquire(long permits) throws InterruptedException {
    boolean _ = await(permits, Patience.FOR_EVER);
  }

  /**
   * Takes a permit if one is available, whoever waits.
   *
   * @return whether it has one now
   */
  public boolean tryAcquire() {
    return tryAcquire(1);
  }

  /**
   * Takes several permits if they are available, whoever waits.
   *
   * @param permits how many
   * @return whether it has them now
   */
  public boolean tryAcquire(long permits) {
    require(permits);
    return take(permits, BARGES);
  }

  /**
   * Waits for a permit.
   *
   * @param limit how long at most
   * @return whether it has one now
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean tryAcquire(Duration limit) throws InterruptedException {
    return tryAcquire(1, limit);
  }

  /**
   * Waits for several permits, and gets them all at once.
   *
   * @param permits how many
   * @param limit how long at most
   * @return whether it has them now
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean tryAcquire(long permits, Duration limit) throws InterruptedException {
    return await(permits, Waits.nanos(limit));
  }

  private boolean await(long permits, long nanos) throws InterruptedException {
    require(permits);
    Waiter waiter = new Waiter(permits);
    try {
      return Waits.until(waiter, nanos);
    } finally {
      waiter.leave();
    }
  }

  private void require(long permits) {
    if (permits < 0 || permits > words.get(BOUND)) {
      throw new IllegalArgumentException("%d permits of a semaphore that has %s".formatted(
          permits, words.get(BOUND) == Long.MAX_VALUE ? "no negative ones" : "at most " + words.get(BOUND)));
    }
  }

  private boolean take(long permits, long ticket) {
    long result = words.change(() -> tryTake(permits, ticket));
    if (result == FULL) {
      bury();
      result = words.change(() -> tryTake(permits, ticket));
    }
    if (result == FULL) {
      throw new IllegalStateException(
          "%d processes have permits of this semaphore, and no more can".formatted(PROCESSES));
    }
    return result == GIVEN;
  }

  private long tryTake(long permits, long ticket) {
    long next = words.get(NEXT);
    boolean myTurn = next == 0 || next == ticket || ticket == BARGES;
    if (words.get(AVAILABLE) < permits || !myTurn) {
      return REFUSED;
    }
    if (!shares.add(Owner.self(), permits)) {
      return FULL;
    }
    words.put(AVAILABLE, words.get(AVAILABLE) - permits);
    if (next != 0 && next == ticket) {
      words.put(NEXT, 0);
    }
    return GIVEN;
  }

  /** One thread that waits. */
  private final class Waiter implements Waits.Look {
    private final long permits;
    private long ticket;

    Waiter(long permits) {
      this.permits = permits;
    }

    @Override
    public boolean isSo(Patience patience) {
      long next = words.get(NEXT);
      boolean myTurn = next == 0 || next == ticket;
      if (myTurn && words.get(AVAILABLE) >= permits && take(permits, ticket)) {
        ticket = 0;
        return true;
      }
      if (patience.waited() > PATIENT_NANOS && (ticket == 0 || next == 0 || next > ticket)) {
        ticket = words.change(this::queue);
      }
      if (patience.isDue(Waits.LOOK_FOR_DEAD_NANOS)) {
        bury();
      }
      return false;
    }

    private long queue() {
      long mine = ticket == 0 ? words.get(TICKETS) + 1 : ticket;
      words.put(TICKETS, Math.max(mine, words.get(TICKETS)));
      if (words.get(NEXT) == 0 || words.get(NEXT) > mine) {
        words.put(NEXT_OWNER, Owner.self()); // first: who looks without a change, and finds a turn, finds whose it is
        words.put(NEXT, mine);
      }
      return mine;
    }

    void leave() {
      if (ticket != 0 && cell.isOpen()) {
        passTurn(ticket);
      }
    }
  }

  // --- releasing ---

  /** Gives a permit back. */
  public void release() {
    release(1);
  }

  /**
   * Gives permits back.
   *
   * @param permits how many
   * @throws IllegalStateException if it is bounded and would have more than at first
   */
  public void release(long permits) {
    require(permits);
    if (words.change(() -> tryRelease(permits)) == FULL) {
      throw new IllegalStateException(
          "%d permits released to a semaphore that has all but %d of its %d; release what was acquired, once"
              .formatted(permits, words.get(BOUND) - words.get(AVAILABLE), words.get(BOUND)));
    }
  }

  private long tryRelease(long permits) {
    if (words.get(AVAILABLE) > words.get(BOUND) - permits) {
      return FULL;
    }
    words.put(AVAILABLE, words.get(AVAILABLE) + permits);
    long own = Math.min(permits, shares.of(Owner.self()));
    boolean _ = own == 0 || shares.add(Owner.self(), -own);
    return GIVEN;
  }

  private void bury() {
    shares.bury(had -> {
      words.put(AVAILABLE, Math.min(words.get(BOUND), words.get(AVAILABLE) + had));
      words.commit(FROM_DEAD, words.get(FROM_DEAD) + had); // counted is counted, also for who looks without the mutex
    });
    long next = words.get(NEXT);
    if (next != 0 && Owner.isDead(words.get(NEXT_OWNER))) {
      passTurn(next);
    }
  }

  /** It is no more the turn of this ticket. */
  private void passTurn(long ticket) {
    words.update(() -> {
      if (words.get(NEXT) == ticket) {
        words.put(NEXT, 0);
      }
    });
  }

  // --- looking ---

  /**
   * How many permits are available.
   *
   * @return at this moment
   */
  public long availablePermits() {
    return words.get(AVAILABLE);
  }

  /**
   * How many permits were given back since the process that had them died.
   *
   * @return since it was made
   */
  public long abandonedPermits() {
    return words.get(FROM_DEAD);
  }
}
