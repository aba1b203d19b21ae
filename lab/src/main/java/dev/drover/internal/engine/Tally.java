package dev.drover.internal.engine;

import dev.drover.task.Failure;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Counts what ended, and refuses an item that ends twice. */
final class Tally implements Sink {
  private final BitSet ended;
  private long succeeded;
  private long failed;

  Tally(int items) {
    this.ended = new BitSet(items);
  }

  @Override
  public void ok(long index, @Nullable Object input, @Nullable Object value, long nanos) {
    succeeded++;
    end(index);
  }

  @Override
  public void failed(long index, @Nullable Object input, Failure failure) {
    failed++;
    end(index);
  }

  private void end(long index) {
    if (ended.get((int) index)) {
      throw new IllegalStateException("item %d has ended twice".formatted(index));
    }
    ended.set((int) index);
  }

  @Override
  public long consumed() {
    return succeeded + failed;
  }

  long succeeded() {
    return succeeded;
  }

  long failed() {
    return failed;
  }
}
