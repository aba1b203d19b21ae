package dev.drover.sync;

import dev.drover.internal.ipc.guard.Guarded;
import dev.drover.internal.ipc.guard.Owner;
import dev.drover.internal.ipc.guard.Shares;
import dev.drover.internal.ipc.memory.Cell;
import java.util.HashMap;
import java.util.Map;

/** The state of a read-write lock. Thread-safe. */
/*
 * Words:
 *
 *     0  process of the writer, 0 for none   1  its thread   2  how often it locked
 *     3  process of a writer that waits, 0 for none: new readers are kept out
 *     4  1 if a writer has died
 *     5  shares: how often each process has the read lock
 *
 * How often a thread reads its process knows: only the first lock and the last unlock of a thread change the words. So
 * a reader may lock again while a writer waits for it.
 *
 * What is seen of these words without the mutex may be undone, so it decides only whether a change is worth trying. Two
 * words it is true of all the same: no other process stores or clears a writer, or one that waits, of a process that
 * lives, so who finds itself there is right; and nobody tells of a dead writer while another one has the lock.
 */
final class ReadersAndWriter {
  private static final int WRITER = 0;
  private static final int THREAD = 1;
  private static final int HOLDS = 2;
  private static final int WANTED = 3;
  private static final int ABANDONED = 4;
  private static final int SHARES = 5;
  private static final int PROCESSES = 128;
  private static final int MOST_STORES = 8;
  static final long SIZE = Guarded.size(SHARES + (long) Shares.WIDTH * PROCESSES, MOST_STORES);

  private static final long REFUSED = 0;
  private static final long GIVEN = 1;
  private static final long FULL = 2;

  /** Of this thread: how often it reads, by the cell of the lock. */
  private static final ThreadLocal<Map<Cell, Integer>> READS = ThreadLocal.withInitial(HashMap::new);

  private final Cell cell;
  private final Guarded words;
  private final Shares shares;

  ReadersAndWriter(Cell cell) {
    this.cell = cell;
    this.words = new Guarded(cell, Cell.FIRST, MOST_STORES);
    this.shares = new Shares(words, SHARES, PROCESSES);
  }

  private static long thread() {
    return Thread.currentThread().threadId();
  }

  private boolean isMine() {
    return words.get(WRITER) == Owner.self() && words.get(THREAD) == thread();
  }

  private int reads() {
    return READS.get().getOrDefault(cell, 0);
  }

  private void setReads(int reads) {
    if (reads == 0) {
      READS.get().remove(cell);
    } else {
      READS.get().put(cell, reads);
    }
  }

  // --- reading ---

  boolean tryRead(boolean willWait) {
    if (reads() == 0 && !isReadGiven()) {
      return false;
    }
    setReads(reads() + 1);
    return true;
  }

  private boolean isReadGiven() {
    boolean busy = words.get(WRITER) != 0 || words.get(WANTED) != 0;
    if (busy && !isMine()) {
      return false;
    }
    long result = words.change(this::read);
    if (result == FULL) {
      throw new IllegalStateException("%d processes read, and no more can".formatted(PROCESSES));
    }
    return result == GIVEN;
  }

  private long read() {
    if ((words.get(WRITER) != 0 || words.get(WANTED) != 0) && !isMine()) {
      return REFUSED;
    }
    return shares.add(Owner.self(), 1) ? GIVEN : FULL;
  }

  void releaseRead() {
    if (reads() == 0) {
      throw notHeld("read");
    }
    if (reads() == 1) {
      long _ = words.change(() -> shares.add(Owner.self(), -1) ? 1 : 0);
    }
    setReads(reads() - 1);
  }

  // --- writing ---

  boolean tryWrite(boolean willWait) {
    if (reads() > 0 && !isMine()) {
      throw new IllegalStateException(
          "thread '%s' has the read lock and would wait for itself; unlock it before it writes"
              .formatted(Thread.currentThread().getName()));
    }
    boolean free = words.get(WRITER) == 0 || isMine();
    boolean given = free && words.change(this::write) == GIVEN;
    if (!given && willWait && words.get(WANTED) == 0) {
      long _ = words.change(() -> want(0, Owner.self()));
    }
    return given;
  }

  private long write() {
    if (isMine()) {
      words.put(HOLDS, words.get(HOLDS) + 1);
      return GIVEN;
    }
    if (words.get(WRITER) != 0 || !shares.isEmpty()) {
      return REFUSED;
    }
    // The thread first: who looks without a change, and finds its own process, finds the right thread.
    words.put(THREAD, thread());
    words.put(HOLDS, 1);
    words.put(WRITER, Owner.self());
    return want(Owner.self(), 0);
  }

  private long want(long before, long after) {
    if (words.get(WANTED) == before) {
      words.put(WANTED, after);
    }
    return GIVEN;
  }

  /** One that has waited gives up. Another writer of this process that waits wants again at its next look. */
  void stopWanting() {
    if (words.get(WANTED) == Owner.self()) {
      long _ = words.change(() -> want(Owner.self(), 0));
    }
  }

  void releaseWrite() {
    if (!isMine()) {
      throw notHeld("write");
    }
    long _ = words.change(() -> {
      long holds = words.get(HOLDS) - 1;
      words.put(HOLDS, holds);
      if (holds == 0) {
        words.put(WRITER, 0);
        words.put(ABANDONED, 0);
      }
      return holds;
    });
  }

  private static IllegalMonitorStateException notHeld(String which) {
    return new IllegalMonitorStateException("thread '%s' does not have this %s lock; who locks it has to unlock it"
        .formatted(Thread.currentThread().getName(), which));
  }

  // --- the dead ---

  void bury() {
    shares.bury(_ -> {});
    forget(WRITER, ABANDONED, 1);
    forget(WANTED, WANTED, 0);
  }

  /** If the process in a word is dead: clears that word, and then sets another one. */
  private void forget(int word, int told, long value) {
    long owner = words.get(word);
    if (owner != 0 && Owner.isDead(owner)) {
      words.update(() -> {
        if (words.get(word) == owner) {
          words.put(word, 0);
          words.put(told, value);
        }
      });
    }
  }

  // --- looking ---

  boolean isAbandoned() {
    return words.get(ABANDONED) != 0;
  }

  boolean isWriteLocked() {
    return words.get(WRITER) != 0;
  }

  int readers() {
    int readers = 0;
    for (int i = 0; i < PROCESSES; i++) {
      readers += words.get(SHARES + (long) i * Shares.WIDTH) == 0 ? 0 : 1;
    }
    return readers;
  }
}
