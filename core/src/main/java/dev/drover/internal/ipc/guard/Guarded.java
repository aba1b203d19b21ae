package dev.drover.internal.ipc.guard;

import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.Words;
import java.util.function.LongSupplier;

/**
 * Words of a cell that are changed together or not at all, by one process at a time, whoever is killed on the way. For
 * changes that take a microsecond: nothing in them waits, and no code of the user's runs. Thread-safe.
 */
/*
 *      0 +---------------------------+
 *        | mutex, three words        |
 *     24 | how many changes          |  of the one that is under way
 *     32 | place, value before       |  of each of these changes
 *        | ...                       |
 *        +---------------------------+
 *        | words                     |
 *        +---------------------------+
 *
 * A change of a word: 1. note its place and value 2. count the note 3. store the word. The end: 4. count 0 5. unlock.
 * All are release stores, so whoever sees one of them sees those before it.
 *
 * A change may end with a commit: the store of a last word to which it gives a new value, noted with its place negative.
 * It makes the change: that word is true at any moment, also for who reads it without the mutex.
 *
 * Who gets the mutex from a dead holder finds a count n. Killed before 2.: the word of that note is as it was, the note
 * is not counted. After 2. or 3.: the note says what the word was. So storing the n values back, the last one first,
 * gives the words as they were when the dead one began. After 4. n is 0, and the change stands as a whole. If the last
 * note is one of a commit and its word has another value than before, the change stands too, and nothing is stored back.
 * Should the repairer be killed too, the next one does the same again: the notes are not changed by it.
 */
public final class Guarded {
  private static final int COUNT = Mutex.SIZE;
  private static final int NOTES = COUNT + Long.BYTES;
  private static final int NOTE = 2 * Long.BYTES;

  private final Cell cell;
  private final Party party;
  private final Mutex mutex;
  private final int most;
  private final long at;
  private final long words;

  /**
   * The words at a place.
   *
   * @param cell whose words were all 0 when it was made
   * @param at where it begins
   * @param most how many words one change stores at most
   */
  public Guarded(Cell cell, long at, int most) {
    this(cell, at, most, Party.PROCESS);
  }

  Guarded(Cell cell, long at, int most, Party party) {
    this.cell = cell;
    this.party = party;
    this.mutex = new Mutex(cell, at, party);
    this.most = most;
    this.at = at;
    this.words = end(at, 0, most);
  }

  /**
   * How large a cell has to be.
   *
   * @param words how many
   * @param most how many one change stores at most
   * @return bytes
   */
  public static long size(long words, int most) {
    return end(Cell.FIRST, words, most);
  }

  /**
   * Where it ends.
   *
   * @param at where it begins
   * @param words how many
   * @param most how many one change stores at most
   * @return the first place behind it
   */
  public static long end(long at, long words, int most) {
    return at + NOTES + (long) NOTE * most + words * Long.BYTES;
  }

  /**
   * Reads and changes words, all at one time.
   *
   * @param body uses {@link #get} and {@link #put}; if it throws, nothing is changed
   * @return what it returns
   */
  public long change(LongSupplier body) {
    begin();
    boolean done = false;
    try {
      long result = body.getAsLong();
      done = true;
      return result;
    } finally {
      if (!done) {
        undo();
      }
      end();
    }
  }

  /**
   * Changes words, all at one time.
   *
   * @param body as for {@link #change}, with nothing to return
   */
  public void update(Runnable body) {
    long _ = change(() -> {
      body.run();
      return 0;
    });
  }

  /**
   * Undoes what a dead process has left half done. For those that wait and only look: what they see may be part of a
   * change that nobody will end. To be called now and then.
   */
  public void mend() {
    if (mutex.isLocked()) {
      begin();
      end();
    }
  }

  private void begin() {
    if (!mutex.tryLock()) {
      mutex.lock();
      if (mutex.isAbandoned()) {
        undo();
      }
    }
  }

  private void end() {
    Words memory = cell.words();
    memory.set(at + COUNT, 0);
    mutex.unlock(memory);
  }

  private void undo() {
    for (long i = isCommitted() ? -1 : count() - 1; i >= 0; i--) {
      cell.write(Math.abs(cell.read(note(i))), cell.read(note(i) + Long.BYTES));
    }
    setCount(0);
  }

  private boolean isCommitted() {
    long last = note(count() - 1);
    return count() > 0 && cell.read(last) < 0 && cell.read(-cell.read(last)) != cell.read(last + Long.BYTES);
  }

  private long count() {
    return cell.read(at + COUNT);
  }

  private void setCount(long count) {
    cell.write(at + COUNT, count);
  }

  private long note(long number) {
    return at + NOTES + number * NOTE;
  }

  /**
   * Who makes the changes: this process.
   *
   * @return its {@link Owner}
   */
  public long self() {
    return party.self();
  }

  /**
   * Whether another process is gone.
   *
   * @param owner its word, see {@link Owner#isDead}
   * @return false if that can't be told
   */
  public boolean isDead(long owner) {
    return party.isDead(owner);
  }

  /**
   * A word. Outside of a change it may be one of a change that is under way, and be undone, unless it is only ever
   * stored by {@link #commit}.
   *
   * @param word its number
   * @return what is there
   */
  public long get(long word) {
    return cell.read(words + word * Long.BYTES);
  }

  /**
   * Stores a word; in a change only.
   *
   * @param word its number
   * @param value what will be there
   */
  public void put(long word, long value) {
    long place = words + word * Long.BYTES;
    note(place, cell.read(place));
    cell.write(place, value);
  }

  /**
   * Stores the last word of a change, which makes it: whoever sees the new value, with or without the mutex, can rely on
   * it. Nothing that may throw comes after it, nor another store.
   *
   * @param word its number
   * @param value what will be there; another one than was there
   */
  public void commit(long word, long value) {
    long place = words + word * Long.BYTES;
    Words memory = cell.words();
    if (memory.get(at + COUNT) > 0) {
      note(-place, memory.get(place));
    }
    memory.set(place, value);
  }

  private void note(long place, long before) {
    long number = count();
    if (number == most) {
      throw new IllegalStateException("more than %d stores in one change".formatted(most));
    }
    cell.write(note(number), place);
    cell.write(note(number) + Long.BYTES, before);
    setCount(number + 1);
  }
}
