package dev.drover.internal.ipc.guard;

import dev.drover.internal.ipc.Actor;
import dev.drover.internal.ipc.Word;
import dev.drover.internal.ipc.memory.Cell;
import dev.drover.internal.ipc.memory.SteppedCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory that makes of the right steps of {@link Mutex} and {@link Guarded} those that they would take with a mistake:
 * in another order, or others.
 */
final class MistakenCell extends SteppedCell {
  static final long STATE = Cell.FIRST;
  static final long TURN = STATE + Long.BYTES;
  static final long COUNT = Cell.FIRST + Mutex.SIZE;
  private static final long NOTES = COUNT + Long.BYTES;

  private final Mistake mistake;
  private final long words;
  private final Map<Actor, Late> late = new HashMap<>();

  /** What one of the threads does later, or has done. */
  private static final class Late {
    final List<Runnable> stores = new ArrayList<>();
    boolean toForget;
    boolean hasRepaired;
    long repairs;
    long ticket;
  }

  /** With words behind so many notes. */
  MistakenCell(Cell real, List<Word> memory, int notes, Mistake mistake) {
    super(real, memory);
    this.mistake = mistake;
    this.words = Guarded.end(Cell.FIRST, 0, notes);
  }

  private Late mine() {
    return late.computeIfAbsent(Actor.current(), _ -> new Late());
  }

  @Override
  public long read(long at) {
    if (at == TURN && mistake == Mistake.IGNORES_TURN) {
      return 0;
    }
    if (at == COUNT && mistake == Mistake.UNLOCKS_FIRST && mine().toForget) {
      return 0;
    }
    return at == COUNT && mistake == Mistake.FORGETS_FIRST ? readAndForget() : super.read(at);
  }

  private long readAndForget() {
    Late mine = mine();
    boolean repairs = !mine.hasRepaired && (word(STATE).value() & 1) != 0;
    if (repairs && mine.repairs == 0) {
      mine.repairs = super.read(COUNT);
      super.write(COUNT, 0);
    }
    return repairs ? mine.repairs : super.read(COUNT);
  }

  @Override
  public void write(long at, long value) {
    switch (mistake) {
      case UNLOCK_OVERTAKES -> overtake(at, value);
      case UNLOCKS_FIRST -> unlockFirst(at, value);
      case STORES_FIRST -> storeFirst(at, value, at >= COUNT && at < words && (at != COUNT || value != 0));
      case COMMITS_FIRST -> storeFirst(at, value, isOfCommit(at, value));
      case COMMITS_UNMARKED -> super.write(at, at >= NOTES && at < words ? Math.abs(value) : value);
      case FORGETS_FIRST -> {
        mine().hasRepaired |= at == COUNT;
        if (at == STATE) {
          late.remove(Actor.current());
        }
        super.write(at, value);
      }
      default -> super.write(at, value);
    }
  }

  private void overtake(long at, long value) {
    if (at == STATE) {
      Actor.current().storeAhead(word(at), value);
    } else {
      super.write(at, value);
    }
  }

  private void unlockFirst(long at, long value) {
    Late mine = mine();
    if (at == COUNT) {
      mine.toForget = value == 0;
    }
    if (at != COUNT || value != 0) {
      super.write(at, value);
    }
    if (at == STATE && mine.toForget) {
      mine.toForget = false;
      super.write(COUNT, 0);
    }
  }

  /** The rest of a note that is marked goes with it. */
  private boolean isOfCommit(long at, long value) {
    return at >= COUNT && at < words && ((at > COUNT && value < 0) || !mine().stores.isEmpty());
  }

  private void storeFirst(long at, long value, boolean later) {
    List<Runnable> stores = mine().stores;
    if (later) {
      stores.add(() -> super.write(at, value));
      return;
    }
    super.write(at, value);
    if (at >= words) {
      stores.forEach(Runnable::run);
      stores.clear();
    }
  }

  @Override
  public boolean compareAndSet(long at, long expected, long value) {
    boolean takes = at == STATE && expected != 0;
    if (at == STATE && !takes && mistake == Mistake.LOOKS_THEN_STORES) {
      return read(at) == 0 && stored(at, value);
    }
    if (takes && mistake == Mistake.TAKES_WITHOUT_COMPARING) {
      return stored(at, value);
    }
    if (at == TURN && value == 0 && expected != mine().ticket && mistake == Mistake.TURN_STAYS) {
      return false;
    }
    return super.compareAndSet(at, expected, takes && mistake == Mistake.TELLS_NOBODY ? value & ~1 : value);
  }

  private boolean stored(long at, long value) {
    super.write(at, value);
    return true;
  }

  @Override
  public long getAndAdd(long at, long delta) {
    long before = super.getAndAdd(at, delta);
    mine().ticket = before + delta;
    return before;
  }
}
