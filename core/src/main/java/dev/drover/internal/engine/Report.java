package dev.drover.internal.engine;

import dev.drover.internal.host.ThreadTimes;
import dev.drover.spi.Batch;
import dev.drover.spi.BatchReport;
import dev.drover.task.Failure;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What comes back of one batch. Values are kept back until half a millisecond of work is in hand, then taken over under the
 * lock all at once: for tiny items the lock would cost more than the item.
 *
 * <p>Used by one thread at a time. Each offset is reported once; a second report of the same one is ignored, so that a backend
 * that is unsure after a crash may give back everything.
 */
final class Report implements BatchReport {
  private static final long KEPT_BACK_NANOS = 500_000;
  /** Twice what a batch aims at: the rest of it goes back, for others to run. */
  private static final long TOO_LONG_NANOS = 2 * Batcher.TARGET_NANOS;

  /** What became of one item. A method and no switch over types, which takes ten milliseconds when it is first come by. */
  private sealed interface Entry {
    /** Under the lock. */
    void tell(Report report, Taken taken);

    record Ok(int offset, @Nullable Object value, long nanos) implements Entry {
      @Override
      public void tell(Report report, Taken taken) {
        taken.ok(offset, value, nanos);
      }
    }

    /** Of neighbours. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Oks(int first, @Nullable Object[] values, long[] nanos) implements Entry {
      @Override
      public void tell(Report report, Taken taken) {
        for (int i = 0; i < values.length; i++) {
          taken.ok(first + i, values[i], nanos[i]);
        }
      }
    }

    /** Of neighbours, and how long they ran all together. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Together(int first, @Nullable Object[] values, long nanos) implements Entry {
      @Override
      public void tell(Report report, Taken taken) {
        taken.ok(this);
      }
    }

    record Bad(int offset, Failure failure) implements Entry {
      @Override
      public void tell(Report report, Taken taken) {
        Batch batch = report.batch;
        report.run.failed(batch.index(offset), report.token(offset), batch.attempt(), failure);
      }
    }

    record Back(int offset) implements Entry {
      @Override
      public void tell(Report report, Taken taken) {
        report.run.returned(report.batch.index(offset), report.token(offset), report.batch);
      }
    }
  }

  /** Who runs a batch. */
  sealed interface Runner {
    Runner CALLER = new Caller();
    Runner SLOT = new Slot();

    /** The thread that waits for the results. */
    record Caller() implements Runner {}

    /** A slot, whose own thread has taken it. */
    record Slot() implements Runner {}

    /** A slot that was lent for it. */
    record Lent(Waiters.Waiter waiter) implements Runner {}
  }

  private final Dispatcher dispatcher;
  private final Run run;
  private final Batch batch;
  private final Runner runner;
  private final BitSet reported;
  private Optional<ThreadTimes.Span> waited = Optional.empty();
  private List<Entry> kept = new ArrayList<>();
  private long keptNanos;
  private long ranNanos;
  private boolean closed;

  Report(Dispatcher dispatcher, Run run, Batch batch, Runner runner) {
    this.runner = runner;
    this.dispatcher = dispatcher;
    this.run = run;
    this.batch = batch;
    this.reported = new BitSet(batch.size());
  }

  @Override
  public boolean cancelled(int offset) {
    return (token(offset) instanceof Submission s && s.abandoned()) || !isWanted(offset);
  }

  @Override
  public boolean started(int offset) {
    if (offset > 0 && ranNanos > TOO_LONG_NANOS && run.takesBack()) {
      return false; // the items before were of another kind than those that told how many to hand out
    }
    return (!(token(offset) instanceof Submission s) || s.start()) && isWanted(offset);
  }

  /** Not where one of them may have been cancelled by itself: then there is something to be said of each. */
  @Override
  public boolean started(int first, int end) {
    return !run.takesBack() && !run.copies.areMade() && !(token(first) instanceof Submission) && run.open();
  }

  /** Read without the lock: a stop that comes at this moment interrupts the item instead. */
  private boolean isWanted(int offset) {
    return run.open() && !run.copies.isOver(batch.index(offset));
  }

  private Object token(int offset) {
    return batch.inputs().get(offset);
  }

  @Override
  public void ok(int offset, @Nullable Object value, long nanos) {
    keep(offset, new Entry.Ok(offset, value, nanos));
    keptNanos += nanos;
    ranNanos += nanos;
    if (keptNanos > KEPT_BACK_NANOS) {
      flushUnlessLast();
    }
  }

  @Override
  public void ok(int first, @Nullable Object[] values, long[] nanos) {
    int end = first + values.length;
    int known = reported.nextSetBit(first);
    if (known >= 0 && known < end) {
      BatchReport.super.ok(first, values, nanos);
      return;
    }
    long ran = 0;
    for (long each : nanos) {
      ran += each;
    }
    keep(first, end, new Entry.Oks(first, values, nanos), ran);
  }

  @Override
  public void oks(int first, @Nullable Object[] values, long nanos) {
    int end = first + values.length;
    int known = reported.nextSetBit(first);
    if (known >= 0 && known < end) {
      BatchReport.super.oks(first, values, nanos);
    } else {
      keep(first, end, new Entry.Together(first, values, nanos), nanos);
    }
  }

  private void keep(int first, int end, Entry entry, long ran) {
    reported.set(first, end);
    kept.add(entry);
    keptNanos += ran;
    ranNanos += ran;
    if (keptNanos > KEPT_BACK_NANOS) {
      flushUnlessLast();
    }
  }

  @Override
  public void failed(int offset, Failure failure) {
    keep(offset, new Entry.Bad(offset, failure));
    flushUnlessLast();
  }

  /** The last entry is published by {@link #close()}, when the slot is free: who sees it may ask for a slot at once. */
  private void flushUnlessLast() {
    if (reported.cardinality() < batch.size()) {
      flush();
    }
  }

  @Override
  public void returned(int offset) {
    keep(offset, new Entry.Back(offset));
  }

  private void keep(int offset, Entry entry) {
    if (!reported.get(offset)) {
      reported.set(offset);
      kept.add(entry);
    }
  }

  @Override
  public boolean asksForWaits() {
    return run.asksForWaits();
  }

  @Override
  public void waited(long nanos, long ofNanos) {
    waited = Optional.of(new ThreadTimes.Span(nanos, ofNanos));
  }

  @Override
  public void flush() {
    if (!kept.isEmpty()) {
      publish();
    }
  }

  private void publish() {
    List<Entry> entries = kept;
    kept = new ArrayList<>();
    keptNanos = 0;
    dispatcher.lock.lock();
    try {
      takeOver(entries);
    } finally {
      dispatcher.unlock();
    }
    run.sink.publish();
  }

  private void takeOver(List<Entry> entries) {
    Taken taken = new Taken();
    for (Entry entry : entries) {
      entry.tell(this, taken);
    }
    waited.ifPresent(run::waited);
    waited = Optional.empty();
    run.settled(batch.size(), taken.items, taken.nanos, taken.longest, closed && !(runner instanceof Runner.Caller));
    if (closed && runner instanceof Runner.Lent lent) {
      dispatcher.free(lent.waiter());
    }
    dispatcher.runnable(run);
  }

  /** Hands values over, and sums up. */
  private final class Taken {
    private int items;
    private long nanos;
    private long longest;

    void ok(Entry.Together together) {
      int count = together.values.length;
      long mean = together.nanos / Math.max(1, count);
      if (run.ok(batch.index(together.first), together.values)) {
        items += count;
        nanos += together.nanos;
        longest = Math.max(longest, mean);
        return;
      }
      for (int i = 0; i < count; i++) {
        ok(together.first + i, together.values[i], mean);
      }
    }

    void ok(int offset, @Nullable Object value, long ran) {
      items++;
      nanos += ran;
      longest = Math.max(longest, ran);
      run.ok(batch.index(offset), token(offset), value, ran);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      for (int i = reported.nextClearBit(0); i < batch.size(); i = reported.nextClearBit(i + 1)) {
        kept.add(new Entry.Back(i));
      }
      publish(); // even if there is nothing new: the slot's batch is over
    }
  }
}
