package dev.drover.sync;

import dev.drover.internal.ipc.guard.Guarded;
import dev.drover.internal.ipc.guard.Owner;
import dev.drover.internal.ipc.guard.Patience;
import dev.drover.internal.ipc.guard.Waits;
import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Cells;
import dev.drover.internal.ipc.memory.SharedObject;
import java.io.Serializable;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;

/**
 * A condition of a {@link SharedLock} or {@link SharedReentrantLock}: threads of all processes wait for it until one of
 * them signals. Made by {@code newCondition()}.
 *
 * <p>Signals wake those that have waited longest, exactly as many as there are signals. A signal to a process that dies
 * before it has heard it goes to another one. All methods but those of its life need the lock. At most 256 threads may
 * wait at a time. Thread-safe.
 */
/*
 * Words:
 *
 *     0      how many have ever waited
 *     1 + 3i owner of place i, its number among all that ever waited, its state: 0 free, 1 waiting, 2 signalled
 *
 *     free --enqueue--> waiting --signal--> signalled --the waiter, when it has the lock again--> free
 *                          |
 *                          +--the waiter, when its time is over, or it is interrupted--> free
 *
 * A waiter looks at its own state only. A place whose process has died is freed by any waiter; if it was signalled the
 * signal is given again. The state is looked at without the mutex, so a signal is a commit: a waiter that sees it has
 * it, also if whoever gives it dies in that moment.
 */
public final class SharedCondition extends SharedObject implements Condition {
  private static final long serialVersionUID = 1;
  private static final int PLACES = 256;
  private static final int PLACE = 3;
  private static final int NUMBER = 1;
  private static final int STATE = 2;
  private static final int MOST_STORES = 8;
  private static final long LOOK_FOR_DEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long FREE = 0;
  private static final long WAITING = 1;
  private static final long SIGNALLED = 2;

  private final transient HeldLock lock;
  private final transient Guarded words;

  private SharedCondition(Cell cell, HeldLock lock) {
    super(cell);
    this.lock = lock;
    this.words = new Guarded(cell, Cell.FIRST, MOST_STORES);
  }

  static SharedCondition of(HeldLock lock) {
    return new SharedCondition(Cells.process().create(Guarded.size(1 + PLACE * PLACES, MOST_STORES)), lock);
  }

  /** What travels. */
  private record Reference(Cell.Reference cell, HeldLock lock) implements Serializable {
    private Object readResolve() {
      return new SharedCondition(cell.open(), lock);
    }
  }

  @Override
  protected Object writeReplace() {
    return new Reference(cell.reference(), lock);
  }

  // --- waiting ---

  @Override
  public void await() throws InterruptedException {
    boolean _ = await(Patience.FOR_EVER);
  }

  @Override
  public void awaitUninterruptibly() {
    lock.requireHeld();
    try {
      boolean _ = await(Patience.deaf());
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public long awaitNanos(long nanos) throws InterruptedException {
    long start = System.nanoTime();
    boolean signalled = await(nanos);
    long left = nanos - (System.nanoTime() - start);
    return signalled ? Math.max(1, left) : Math.min(0, left);
  }

  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return await(unit.toNanos(time));
  }

  @Override
  @SuppressWarnings("JavaUtilDate") // as the interface has it
  public boolean awaitUntil(Date deadline) throws InterruptedException {
    return await(TimeUnit.MILLISECONDS.toNanos(deadline.getTime() - System.currentTimeMillis()));
  }

  /**
   * Waits until something is so: looks, and looks again after each signal.
   *
   * @param isSo asked by this thread while it has the lock
   * @param limit how long at most
   * @return whether it is so
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean awaitFor(BooleanSupplier isSo, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    boolean is = isSo.getAsBoolean();
    while (!is && System.nanoTime() - end < 0) {
      boolean _ = await(end - System.nanoTime());
      is = isSo.getAsBoolean();
    }
    return is;
  }

  private boolean await(long nanos) throws InterruptedException {
    lock.requireHeld();
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before it waited for a condition");
    }
    return await(Patience.interruptible(nanos));
  }

  private boolean await(Patience patience) throws InterruptedException {
    long place = enqueue();
    long holds = lock.releaseAll();
    boolean interrupted = false;
    try {
      boolean _ = Waits.until(p -> isOver(place, p), patience);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      lock.takeBack(holds);
    }
    boolean signalled = leave(place);
    if (interrupted) {
      hear(signalled);
    }
    return signalled;
  }

  /** A signal that was given must not get lost by an exception. */
  private static void hear(boolean signalled) throws InterruptedException {
    if (!signalled) {
      throw new InterruptedException("interrupted while it waited for a condition");
    }
    Thread.currentThread().interrupt();
  }

  private long enqueue() {
    long place = tryEnqueue();
    if (place < 0) {
      bury();
      place = tryEnqueue();
    }
    if (place < 0) {
      throw new IllegalStateException("%d threads wait for this condition, and no more can".formatted(PLACES));
    }
    return place;
  }

  private long tryEnqueue() {
    return words.change(() -> {
      long place = find(FREE);
      if (place > 0) {
        words.put(0, words.get(0) + 1);
        words.put(place, Owner.self());
        words.put(place + NUMBER, words.get(0));
        words.put(place + STATE, WAITING);
      }
      return place;
    });
  }

  private boolean leave(long place) {
    return words.change(() -> {
      long state = words.get(place + STATE);
      words.put(place + STATE, FREE);
      return state;
    }) == SIGNALLED;
  }

  /** Of the places in a state the one with the smallest number, -1 if there is none. */
  private long find(long state) {
    long found = -1;
    for (long i = 1; i < 1 + PLACE * PLACES; i += PLACE) {
      if (words.get(i + STATE) == state && (found < 0 || words.get(i + NUMBER) < words.get(found + NUMBER))) {
        found = i;
      }
    }
    return found;
  }

  // --- signals ---

  @Override
  public void signal() {
    signal(1);
  }

  @Override
  public void signalAll() {
    signal(PLACES);
  }

  /**
   * Wakes several waiting threads.
   *
   * @param count how many, at most as many as wait
   */
  public void signal(int count) {
    lock.requireHeld();
    for (int i = 0; i < count && words.change(this::signalOldest) > 0; i++) {}
  }

  private long signalOldest() {
    long oldest = find(WAITING);
    if (oldest > 0) {
      words.commit(oldest + STATE, SIGNALLED);
    }
    return oldest;
  }

  // --- the dead ---

  private boolean isOver(long place, Patience patience) {
    if (patience.isDue(LOOK_FOR_DEAD_NANOS)) {
      bury();
    }
    return words.get(place + STATE) != WAITING;
  }

  private void bury() {
    words.mend();
    for (long i = 1; i < 1 + PLACE * PLACES; i += PLACE) {
      long owner = words.get(i);
      if (words.get(i + STATE) != FREE && Owner.isDead(owner)) {
        bury(i, owner);
      }
    }
  }

  private void bury(long place, long dead) {
    long _ = words.change(() -> {
      long state = words.get(place + STATE);
      if (words.get(place) != dead || state == FREE) {
        return 0;
      }
      words.put(place + STATE, FREE);
      return state == SIGNALLED ? signalOldest() : 0;
    });
  }
}
