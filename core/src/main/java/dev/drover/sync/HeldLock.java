package dev.drover.sync;

import dev.drover.internal.ipc.guard.Mutex;
import dev.drover.internal.ipc.guard.Owner;
import dev.drover.internal.ipc.guard.Patience;
import dev.drover.internal.ipc.guard.Waits;
import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.SharedObject;
import dev.drover.internal.ipc.memory.Words;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/*
 * What locks with one holder have in common: a mutex, which knows the process that holds it, and the thread of that
 * process.
 *
 *      8 +---------------------------+
 *        | mutex, three words        |
 *     32 | thread                    |  0 if nobody holds it, or the holder has not written yet
 *     40 | more                      |  how often it was locked again by who had it; 0 while it is free
 *        +---------------------------+
 *
 * Thread and more are written by the holder only; who gets the lock from a dead one clears what that had. The thread is
 * made 0 before the mutex is given back, and is mixed with the process: so whoever finds its own thread there, and the
 * mutex held by its own process, is the holder, and never one whose thread happens to have the number that a dead
 * holder's had.
 */
abstract class HeldLock extends SharedObject implements Lock {
  static final long SIZE = Cell.FIRST + Mutex.SIZE + 2 * Long.BYTES;

  private static final long serialVersionUID = 1;
  private static final long THREAD = Cell.FIRST + Mutex.SIZE;
  private static final long MORE = THREAD + Long.BYTES;
  private static final long SALT = Owner.self() << 8;

  private final transient Mutex mutex;

  HeldLock(Cell cell) {
    super(cell);
    this.mutex = new Mutex(cell, Cell.FIRST);
  }

  /** What a thread does that has it already and locks it again; false for what others do. */
  abstract boolean again();

  private static long self() {
    return Thread.currentThread().threadId() ^ SALT;
  }

  /** Of a free mutex, whose holder before had unlocked it as often as it had locked it. */
  private boolean tryTake() {
    if (mutex.tryLock()) {
      cell.write(THREAD, self());
      return true;
    }
    return false;
  }

  private void taken() {
    cell.write(THREAD, self());
    cell.write(MORE, 0);
  }

  /**
   * Waits until this thread has the lock. An interrupt is kept.
   *
   * @throws IllegalStateException if it is closed, or this thread has it and it is not reentrant
   */
  @Override
  public void lock() {
    if (!tryTake() && !hasAgain()) {
      mutex.lock();
      taken();
    }
  }

  /**
   * Waits until this thread has the lock.
   *
   * @throws InterruptedException if the thread is interrupted
   * @throws IllegalStateException if it is closed, or this thread has it and it is not reentrant
   */
  @Override
  public void lockInterruptibly() throws InterruptedException {
    boolean _ = lock(Patience.FOR_EVER);
  }

  /**
   * Takes the lock if it is free at this moment, whoever waits for it.
   *
   * @return whether this thread has it, by this call
   */
  @Override
  public boolean tryLock() {
    if (mutex.barge()) {
      taken();
      return true;
    }
    return isHeldByCurrentThread() && reentrant() && again();
  }

  /**
   * Waits until this thread has the lock, or the time is over.
   *
   * @param time how long at most
   * @param unit of the time
   * @return whether this thread has it, by this call
   * @throws InterruptedException if the thread is interrupted
   * @throws IllegalStateException if it is closed, or this thread has it and it is not reentrant
   */
  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    return lock(unit.toNanos(time));
  }

  private boolean lock(long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before it waited for a lock");
    }
    if (tryTake() || hasAgain()) {
      return true;
    }
    boolean got = mutex.await(Patience.interruptible(nanos));
    if (got) {
      taken();
    }
    return got;
  }

  private boolean hasAgain() {
    return isHeldByCurrentThread() && again();
  }

  abstract boolean reentrant();

  final void holdAgain() {
    cell.write(MORE, cell.read(MORE) + 1);
  }

  /**
   * Gives the lock back.
   *
   * @throws IllegalMonitorStateException if this thread does not have it
   */
  @Override
  public void unlock() {
    requireHeld();
    Words words = cell.words();
    long more = words.get(MORE);
    if (more > 0) {
      words.set(MORE, more - 1);
    } else {
      release(words);
    }
  }

  final void requireHeld() {
    if (!isHeldByCurrentThread()) {
      throw new IllegalMonitorStateException("thread '%s' does not have this %s; who locks it has to unlock it"
          .formatted(Thread.currentThread().getName(), getClass().getSimpleName()));
    }
  }

  private void release(Words words) {
    words.set(THREAD, 0);
    mutex.unlock(words);
  }

  /** Gives it back however often it was locked; how often that was. */
  final long releaseAll() {
    Words words = cell.words();
    long more = words.get(MORE);
    words.set(MORE, 0);
    release(words);
    return more + 1;
  }

  /** Takes it as it was before that. */
  final void takeBack(long holds) {
    mutex.lock();
    taken();
    cell.write(MORE, holds - 1);
  }

  /**
   * A condition of this lock. It may be passed to other processes, with or without the lock, and is to be closed as the
   * lock is.
   *
   * @return a new one
   */
  @Override
  public SharedCondition newCondition() {
    return SharedCondition.of(this);
  }

  /**
   * Whether the lock was taken from a process that died while it had it: what it protects may be half done. To be asked
   * by who has the lock.
   *
   * @return the same until it is unlocked; false for the one who has it next
   */
  public boolean isAbandoned() {
    return mutex.isAbandoned();
  }

  /**
   * Whether anybody has it.
   *
   * @return at this moment; for showing, not for deciding
   */
  public boolean isLocked() {
    return mutex.isLocked();
  }

  /**
   * Whether this thread has it.
   *
   * @return true between its {@code lock} and its {@code unlock}
   */
  public boolean isHeldByCurrentThread() {
    Words words = cell.words();
    return words.get(THREAD) == self() && mutex.isHeldHere(words);
  }

  /** How often it is locked. */
  final long holds() {
    return isHeldByCurrentThread() ? cell.read(MORE) + 1 : 0;
  }
}
