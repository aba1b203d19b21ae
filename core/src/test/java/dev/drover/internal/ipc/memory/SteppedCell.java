package dev.drover.internal.ipc.memory;

import dev.drover.internal.ipc.Actor;
import dev.drover.internal.ipc.Word;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A cell whose words are those of a run of interleavings: each use is a step of the thread that makes it. */
public class SteppedCell extends Cell {
  private final List<Word> words;

  /**
   * For one run.
   *
   * @param real one of this process; nothing is stored in it
   * @param words the first one is at {@link Cell#FIRST}
   */
  public SteppedCell(Cell real, List<Word> words) {
    super(real.segment(), real.offset(), real.size(), 1);
    this.words = words;
  }

  /** The one at a place. */
  public final Word word(long at) {
    return words.get((int) ((at - FIRST) / Long.BYTES));
  }

  /** What would use real memory. */
  @Override
  public void check() {
    throw new UnsupportedOperationException("not in steps");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public Words words() {
    return new SteppedWords();
  }

  @Override
  public long read(long at) {
    return Actor.current().load(word(at));
  }

  @Override
  public void write(long at, long value) {
    Actor.current().store(word(at), value);
  }

  @Override
  public boolean compareAndSet(long at, long expected, long value) {
    return Actor.current().compareAndSet(word(at), expected, value);
  }

  @Override
  public long getAndAdd(long at, long delta) {
    return Actor.current().getAndAdd(word(at), delta);
  }

  private final class SteppedWords extends Words {
    SteppedWords() {
      super(MemorySegment.NULL);
    }

    @Override
    public long get(long at) {
      return read(at);
    }

    @Override
    public void set(long at, long value) {
      write(at, value);
    }

    @Override
    public boolean compareAndSet(long at, long expected, long value) {
      return SteppedCell.this.compareAndSet(at, expected, value);
    }
  }
}
