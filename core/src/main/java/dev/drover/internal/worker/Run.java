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
import org.jspecify.annotations.Nullable;

/**
 * A batch in this worker. Each item is claimed once, either by the thread that runs items or by a stop; so a stop is never
 * behind a hung item, and never hits an item that comes after the one it means.
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

  // for the thread that runs items
  private Frame.Input present = NO_INPUT;
  private @Nullable StretchReader stretch;
  /** How many values of the stretch were read. */
  private int read;

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
    int next = NONE;
    while (next == NONE && !inputs.isEmpty()) {
      int item = claimAny();
      next = skipped.get(item) ? NONE : item;
    }
    running = next;
    return next;
  }

  private int claimAny() {
    Frame.Input head = inputs.getFirst();
    if (claimed == 0) {
      present = head;
      stretch = null;
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
    StretchReader reader = stretch;
    if (reader == null) {
      reader = new StretchReader(payload);
      stretch = reader;
      read = 0;
    }
    for (int place = item - present.offset(); read < place; read++) {
      Object stopped = reader.next();
    }
    read++;
    return reader.next();
  }

  /**
   * Whether next to no time goes by between the end of the item before and the beginning of this one: a look at the clock takes as
   * long as a tiny item.
   */
  boolean isTiny() {
    return read > 1 && stretch != null;
  }

  synchronized boolean isRunning(int item) {
    return running == item;
  }

  /** Takes out what has not started, and interrupts what has if that is asked for. */
  synchronized List<Integer> stop(Frame.Stop stop, Runnable interrupt) {
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
