package dev.drover.internal.ipc.guard;

import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Words;
import java.util.concurrent.TimeUnit;

/** A lock in three words of a cell, held by a process and lost by none. It does not know threads. Thread-safe. */
/*
 *      0 +---------------------------+
 *        | state                     |  0 free; else holder (see Owner), and in bit 0: the one before died
 *      8 | turn                      |  0, or the ticket of who is to have it next
 *     16 | tickets                   |  how many were given out
 *        +---------------------------+
 *
 *     free --compareAndSet(0, me)--> held by me --release store of 0--> free
 *     held by a dead process --compareAndSet(dead, me + 1)--> held by me, and told
 *
 * Only the holder stores without comparing, and only a process that finds the holder dead takes the word from it. Two
 * that find it dead compare with the same word, so one of them gets it.
 *
 * Fairness: whoever comes takes it if it is free, which is what makes it quick: a sleeping waiter costs those that run
 * nothing. One that has waited for 2 ms takes a ticket, and writes it into `turn` unless an older one is there. While
 * that is set nobody else takes the lock, so the one that has waited for longest has it next. One that dies, or is
 * stopped, with its turn would keep it from all: who finds the lock free and the same turn for 10 ms clears it.
 */
public final class Mutex {
  /** How many bytes it takes. */
  public static final int SIZE = 24;

  private static final int TURN = 8;
  private static final int TICKETS = 16;
  private static final long PATIENT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long STALE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LOOK_FOR_DEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long FREE = 0;

  private final Cell cell;
  private final Party party;
  private final long self;
  private final long state;
  private final long turn;
  private final long tickets;

  /**
   * The lock at a place.
   *
   * @param cell whose words were all 0 when it was made
   * @param at first of its words
   */
  public Mutex(Cell cell, long at) {
    this(cell, at, Party.PROCESS);
  }

  Mutex(Cell cell, long at, Party party) {
    this.cell = cell;
    this.party = party;
    this.self = party.self() << 1;
    this.state = at;
    this.turn = at + TURN;
    this.tickets = at + TICKETS;
  }

  /**
   * Takes it if it is free and nobody has waited for long.
   *
   * @return whether it is held by this process now, by this call
   */
  public boolean tryLock() {
    Words words = cell.words();
    return words.get(turn) == 0 && words.compareAndSet(state, FREE, self);
  }

  /**
   * Takes it if it is free, whoever waits.
   *
   * @return whether it is held by this process now, by this call
   */
  public boolean barge() {
    return cell.compareAndSet(state, FREE, self);
  }

  /** Waits until it is held. An interrupt is kept. */
  public void lock() {
    if (!tryLock()) {
      try {
        boolean _ = await(party.deaf());
      } catch (InterruptedException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  /**
   * Waits until it is held.
   *
   * @param patience for how long
   * @return false if the time was over
   * @throws InterruptedException if the thread was interrupted
   */
  public boolean await(Patience patience) throws InterruptedException {
    Waiter waiter = new Waiter();
    try {
      return Waits.until(waiter, patience);
    } finally {
      waiter.leave();
    }
  }

  /** One thread that waits. */
  private final class Waiter implements Waits.Look {
    private long ticket;
    private long seenTurn;
    private long seenSince;

    @Override
    public boolean isSo(Patience patience) {
      long holder = cell.read(state);
      long next = cell.read(turn);
      boolean mine = next == 0 || next == ticket;
      if (holder == FREE) {
        return (mine || isStale(patience, next)) && cell.compareAndSet(state, FREE, self);
      }
      seenTurn = 0;
      if (patience.isDue(LOOK_FOR_DEAD_NANOS) && party.isDead(holder >>> 1)) {
        return cell.compareAndSet(state, holder, self | 1);
      }
      queue(patience, next);
      return false;
    }

    private void queue(Patience patience, long next) {
      if (ticket == 0 && patience.waited() > PATIENT_NANOS) {
        ticket = cell.getAndAdd(tickets, 1) + 1;
      }
      if (ticket != 0 && (next == 0 || next > ticket)) {
        boolean _ = cell.compareAndSet(turn, next, ticket);
      }
      if (ticket != 0 && next == ticket) {
        patience.hurry();
      }
    }

    private boolean isStale(Patience patience, long next) {
      long now = patience.now();
      if (next != seenTurn) {
        seenTurn = next;
        seenSince = now;
      } else if (now - seenSince > STALE_NANOS) {
        return cell.compareAndSet(turn, next, 0);
      }
      return false;
    }

    void leave() {
      if (ticket != 0 && cell.isOpen()) {
        boolean _ = cell.compareAndSet(turn, ticket, 0);
      }
    }
  }

  /** Gives it back; only who holds it may. */
  public void unlock() {
    unlock(cell.words());
  }

  /**
   * The same for who has asked whether the cell is open.
   *
   * @param words those of the cell
   */
  public void unlock(Words words) {
    words.set(state, FREE);
  }

  /**
   * Whether this process has it.
   *
   * @param words those of the cell
   * @return for whatever thread
   */
  public boolean isHeldHere(Words words) {
    return (words.get(state) & ~1) == self;
  }

  /**
   * Whether anybody has it.
   *
   * @return at this moment
   */
  public boolean isLocked() {
    return cell.read(state) != FREE;
  }

  /**
   * Whether it was taken from a process that died with it. To be asked by the holder.
   *
   * @return until it is unlocked
   */
  public boolean isAbandoned() {
    return (cell.read(state) & 1) != 0;
  }
}
