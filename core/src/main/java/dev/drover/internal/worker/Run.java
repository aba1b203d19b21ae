package dev.drover.internal.worker;

import dev.drover.internal.codec.NotDecodableException;
import dev.drover.internal.codec.Payload;
import dev.drover.internal.codec.StretchReader;
import dev.drover.internal.ipc.wire.Cargo;
import dev.drover.internal.ipc.wire.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A batch in this worker. Each item is claimed once, either by the thread that runs items or by a stop; so a stop is never
 * behind a hung item, and never hits an item that comes after the one it means.
 */
/*
 * Tiny neighbours are granted together, as a stride, of which the thread that runs items claims one after the other without the lock, by
 * changing one word from the item that has ended to the next. A stop that comes in between holds the word, under the lock: whatever item
 * it names then is the last of the stride, and what is behind it is there to be claimed again, by either.
 *
 *     NO_STRIDE --grant()--> item --follows()--> item + 1 ... --settle()--> NO_STRIDE
 *                              +------hold()-------+--------> NO_STRIDE: the next follows() fails
 */
final class Run {
  /** In place of an item. */
  static final int NONE = -1;

  private static final Frame.Input NO_INPUT = new Frame.Input(0, Cargo.of(Payload.empty()));

  /** Its inputs are here only until they run. */
  private final Frame.Batch batch;
  private final Functions.Encoded function;

  // guarded by this
  /** The inputs that are not yet claimed as a whole, the present one at first. */
  private final Deque<Frame.Input> inputs;
  /** How many items of the present input were claimed, or passed over. */
  private int claimed;
  private final BitSet skipped = new BitSet();
  private int running = NONE;

  /** The item of the stride that runs. Changed by the thread that runs items, or under the lock. */
  private final AtomicInteger stride = new AtomicInteger(NONE);

  // for the thread that runs items
  private Frame.Input present = NO_INPUT;
  private @Nullable StretchReader stretch;
  /** How many values of the stretch were read. */
  private int read;
  /** Those that were read last, for a stride. */
  private final @Nullable Object[] ahead = new @Nullable Object[Stride.MOST];
  /** The item of the first of them, and the one after the last. */
  private int aheadFrom;
  private int aheadTo;

  Run(Frame.Batch batch, Functions.Encoded function) {
    this.batch = batch.withoutInputs();
    this.function = function;
    this.inputs = new ArrayDeque<>(batch.inputs());
  }

  Frame.Batch batch() {
    return batch;
  }

  Functions.Encoded function() {
    return function;
  }

  /** The next item that nobody has stopped, or {@link #NONE}; it is running from now on, and the one before no more. */
  synchronized int claim() {
    settle();
    int next = NONE;
    while (next == NONE && !inputs.isEmpty()) {
      int item = claimAny();
      next = skipped.get(item) ? NONE : item;
    }
    running = next;
    return next;
  }

  /**
   * Lets the thread that runs items go on behind the one that it has claimed, by {@link #follows}, for so many items in all at most.
   * Gives the one after the last.
   */
  synchronized int grant(int item, int most) {
    int left = claimed == 0 ? 1 : present.count() - claimed + 1;
    int end = item + Math.min(left, most);
    int stopped = skipped.nextSetBit(item);
    stride.set(item);
    return stopped < 0 ? end : Math.min(end, stopped);
  }

  /** Whether the next item of the stride, which is within what was granted, is running from now on, and this one no more. */
  boolean follows(int item) {
    return stride.compareAndSet(item, item + 1);
  }

  /** The stride is over. For the thread that runs items. */
  synchronized void settle() {
    hold();
    if (claimed > 0 && claimed == inputs.getFirst().count()) {
      inputs.removeFirst();
      claimed = 0;
    }
  }

  /** What was granted and has not begun is granted no more. */
  private void hold() {
    int last = stride.getAndSet(NONE);
    if (last != NONE) {
      running = last;
      claimed = claimed == 0 ? 0 : last - present.offset() + 1;
    }
  }

  private int claimAny() {
    Frame.Input head = inputs.getFirst();
    if (claimed == 0) {
      present = head;
      stretch = null;
      aheadTo = 0;
    }
    int item = head.offset() + claimed;
    claimed++;
    if (claimed == head.count()) {
      inputs.removeFirst();
      claimed = 0;
    }
    return item;
  }

  /** Whether another item may follow. For the thread that runs items, which alone takes inputs out. */
  boolean hasMore() {
    return !inputs.isEmpty();
  }

  /** The input of the item that is running. */
  @Nullable Object input(int item, FixedTasks tasks) throws NotDecodableException {
    Payload payload = Functions.held(present.cargo());
    if (present.count() == 1) {
      present = NO_INPUT; // which may be large, and is of no use any more
      return tasks.decode(payload);
    }
    if (item < aheadTo) {
      return ahead[item - aheadFrom];
    }
    StretchReader reader = reader(payload, item);
    read++;
    return reader.next();
  }

  /** Whose next value is that of the item. */
  private StretchReader reader(Payload payload, int item) throws NotDecodableException {
    StretchReader reader = stretch;
    if (reader == null) {
      reader = new StretchReader(payload);
      stretch = reader;
      read = 0;
    }
    for (int place = item - present.offset(); read < place; read++) {
      Object stopped = reader.next();
    }
    return reader;
  }

  /** Whether the running item is one of several that travelled together. */
  boolean isInStretch() {
    return present.count() > 1;
  }

  /** The inputs of a stride, which is this long at most, by {@link #ahead}. Gives the one after the last that was read. */
  int readAhead(int item, int end) throws NotDecodableException {
    if (item >= aheadTo) {
      StretchReader reader = reader(Functions.held(present.cargo()), item);
      reader.next(ahead, 0, end - item);
      read += end - item;
      aheadFrom = item;
      aheadTo = end;
    }
    return Math.min(end, aheadTo);
  }

  /** The input of an item of which {@link #readAhead} told. */
  @Nullable Object ahead(int item) {
    return ahead[item - aheadFrom];
  }

  /**
   * Whether next to no time goes by between the end of the item before and the beginning of this one: a look at the clock takes as
   * long as a tiny item.
   */
  boolean isTiny() {
    return read > 1 && stretch != null;
  }

  synchronized boolean isRunning(int item) {
    int ofStride = stride.get();
    return (ofStride == NONE ? running : ofStride) == item;
  }

  /** Takes out what has not started, and interrupts what has if that is asked for. */
  synchronized List<Integer> stop(Frame.Stop stop, Runnable interrupt) {
    hold();
    List<Integer> out = new ArrayList<>();
    int passed = claimed;
    for (Frame.Input input : inputs) {
      for (int item = input.offset() + passed; item < input.offset() + input.count(); item++) {
        if (item >= stop.from() && item < stop.to() && !skipped.get(item)) {
          skipped.set(item);
          out.add(item);
        }
      }
      passed = 0;
    }
    if (stop.interrupt() && running >= stop.from() && running < stop.to()) {
      interrupt.run();
    }
    return out;
  }
}
