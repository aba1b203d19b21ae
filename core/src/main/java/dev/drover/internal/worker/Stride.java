package dev.drover.internal.worker;

import dev.drover.internal.codec.NotDecodableException;
import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.ipc.memory.StatusBlock;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.task.Fn;
import dev.drover.task.Task;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs tiny items that are neighbours, at the cost of a few steps for each. For the thread that runs items. */
/*
 * Of an item of some nanoseconds nearly all the time was what surrounds it: looks at the clock, the lock of its claim, the state in
 * which interrupts come through, and one method for each thing that could have happened. Where nobody asks how long each item ran, as
 * many as take some microseconds together are a stride: begun once, timed once, ended once.
 *
 * What is told of each item stays: the status block names it before it runs, and it is claimed by itself (Run.follows). After each, what
 * it may have left behind is looked at: an interrupt, what it has printed, other defaults of the process. If there is any of that, or its
 * value is not a small one, or it threw, the stride ends with it, and it is treated as one that ran alone. So is the last one of any
 * stride, with which what native code has printed in the meantime is found.
 */
final class Stride {
  static final int MOST = 64;

  /** How long one is to take: not so long that others wait for its results, or that its output is worth looking at sooner. */
  private static final long AIM_NANOS = TimeUnit.MICROSECONDS.toNanos(10);

  private final ItemRunner runner;
  private final Replies replies;
  private final StatusBlock status;
  private final Output output;
  private final Traces traces;

  /** As many items as take about as long as is aimed at, as far as is known. */
  private int length = 1;

  // of the latest
  private int item;
  private @Nullable Object value;
  private @Nullable Throwable thrown;

  Stride(ItemRunner runner, Replies replies, StatusBlock status, Output output, Traces traces) {
    this.runner = runner;
    this.replies = replies;
    this.status = status;
    this.output = output;
    this.traces = traces;
  }

  /** A batch begins: its function may be another one. */
  void reset() {
    length = 1;
  }

  /** So many items have run for so long. */
  void ran(int items, long nanos) {
    length = (int) Math.clamp(AIM_NANOS * items / Math.max(1, nanos), 1, Math.min(MOST, 4L * length));
  }

  /** Whether the claimed item may be the first of several. */
  boolean mayBegin(Run run) {
    return length > 1 && !run.batch().exact() && run.isInStretch() && run.function().isAtHand();
  }

  /** Runs the claimed item and some behind it; what became of the last of them, {@link #item}, is for the caller to tell. */
  ItemRunner.End run(Run run, int first) throws IOException {
    Frame.Batch batch = run.batch();
    Fn<Object, Object> function;
    int end;
    try {
      end = run.readAhead(first, run.grant(first, length));
      function = run.function().function();
    } catch (NotDecodableException e) {
      run.settle();
      item = first;
      return runner.run(run, first); // which finds the same, and tells
    }
    long began = runner.ended();
    replies.begin(batch, first);
    runner.begin(run, first);
    all(run, function, first, end);
    long took = runner.end(began);
    run.settle();
    int ran = item - first + 1;
    ran(ran, took);
    replies.end(took / ran * (ran - 1));
    return runner.ended(run, item, value, thrown, took / ran, took);
  }

  /** Its own code is interruptible all the while. */
  private void all(Run run, Fn<Object, Object> function, int first, int end) {
    long toIndex = run.batch().firstIndex();
    Task.Series tasks = runner.tasks();
    thrown = null;
    item = first;
    try {
      Object result = apply(function, run.ahead(first));
      while (isPlain(result) && item + 1 < end && run.follows(item)) {
        replies.ran(result);
        item++;
        status.following(item);
        tasks.enter(toIndex + item);
        result = apply(function, run.ahead(item));
      }
      value = result;
    } catch (Throwable any) { // whatever the user's code throws is reported, not judged
      thrown = any;
    }
  }

  // A function takes null if the caller's inputs have it.
  @SuppressWarnings("NullAway")
  private static @Nullable Object apply(Fn<Object, Object> function, @Nullable Object input) throws Exception {
    return function.apply(input);
  }

  /** Whether there is nothing to do for an item that gave this but to tell. */
  private boolean isPlain(@Nullable Object result) {
    return ObjectCodec.isSmallScalar(result)
        && !Thread.currentThread().isInterrupted()
        && !output.isTouched()
        && traces.isAsFound();
  }

  /** The last one of the latest stride. */
  int item() {
    return item;
  }
}
