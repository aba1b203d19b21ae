package dev.drover.internal.backend.process;

import dev.drover.internal.ipc.wire.Frame;
import dev.drover.spi.Assignment;
import dev.drover.spi.Batch;
import dev.drover.spi.BatchReport;
import dev.drover.spi.Work;
import dev.drover.task.Failure;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A batch that a slot answers for: which items are still open, and which of them are to be stopped. Sees to it that each item
 * is reported exactly once. Guarded by the lock of its slot.
 *
 * <p>Items run in order, so when one is reported the next open one has started: that is how the report learns of starts.
 */
final class InHand {
  private final Batch batch;
  private final BatchReport report;
  private final SlotLock lock;
  private final BitSet open;
  private final Map<Integer, String> stopping = new HashMap<>();
  private final List<Frame.Stop> toSend = new ArrayList<>();
  private final BitSet refused = new BitSet();
  private int startedUpTo = -1;
  /** No item before it is open: they are closed for good, so the search for the first one never goes back. */
  private int firstOpen;
  private boolean closed;
  private boolean recalled;
  /** The worker has said that it is through with the batch; items that were taken out of it may still be on their way. */
  private boolean through;
  /** When it was handed over, on the scale of {@link System#nanoTime()}. */
  private long sentAt;

  InHand(Assignment assignment, SlotLock lock) {
    this.lock = lock;
    this.batch = assignment.batch();
    this.report = assignment.report();
    this.open = new BitSet(batch.size());
    open.set(0, batch.size());
  }

  Batch batch() {
    return batch;
  }

  boolean cancelled(int item) {
    return report.cancelled(item);
  }

  /** Whether this is an item of a call that has one of these indexes, and is not yet reported. */
  boolean isOf(Work work, LongPredicate which, int item) {
    return isOpen(item) && batch.work().id() == work.id() && which.test(batch.index(item));
  }

  boolean isOpen(int item) {
    return open.get(item);
  }

  boolean isDone() {
    return open.isEmpty();
  }

  void through() {
    through = true;
  }

  boolean isOver() {
    return through && isDone();
  }

  void sent(long now) {
    sentAt = now;
  }

  long sentAt() {
    return sentAt;
  }

  /** Whether several items are left, which would take so long if they went on as until now. */
  boolean lastsFor(long nanos, long now) {
    long left = open.cardinality();
    long done = Math.max(1, batch.size() - left);
    return left > 1 && (double) (now - sentAt) * left / done > nanos;
  }

  void ok(int item, @Nullable Object value, long nanos) {
    if (take(item)) {
      lock.report(() -> report.ok(item, value, nanos));
    }
  }

  /** Neighbours that all have a value, at once; false, and nothing is reported, if one of them was stopped or taken back. */
  boolean ok(Results.Series series) {
    int first = series.first();
    int end = first + series.values().length;
    if (first < 0 || end > batch.size() || open.nextClearBit(first) < end) {
      return false;
    }
    if (report.started(first, end)) {
      startedUpTo = Math.max(startedUpTo, end - 1);
    } else {
      for (int item = first; item < end; item++) {
        started(item);
      }
    }
    if (!refused.isEmpty()) {
      return false;
    }
    open.clear(first, end);
    lock.report(() -> report(series));
    return true;
  }

  private void report(Results.Series series) {
    if (series.each().isPresent()) {
      report.ok(series.first(), series.values(), series.each().get());
    } else {
      report.oks(series.first(), series.values(), series.all());
    }
  }

  void failed(int item, Failure failure) {
    if (take(item)) {
      lock.report(() -> report.failed(item, failure));
    }
  }

  void returned(int item) {
    if (open.get(item)) {
      open.clear(item);
      lock.report(() -> report.returned(item));
    }
  }

  /** An item that was cancelled when it was about to start counts as never started, whatever came of it. */
  private boolean take(int item) {
    boolean reports = open.get(item) && !refused.get(item);
    if (!reports) {
      returned(item);
    }
    open.clear(item);
    return reports;
  }

  /** Keeps only so many open items, and gives the others back. */
  int keep(int most) {
    int excess = Math.max(0, open.cardinality() - most);
    for (int i = 0; i < excess; i++) {
      returned(open.previousSetBit(batch.size()));
    }
    return open.cardinality();
  }

  void returnAll() {
    open.stream().forEach(this::returned);
  }

  void failAll(Failure failure) {
    open.stream().forEach(item -> failed(item, failure));
  }

  /** The first open item has started, or is about to. */
  void startNext() {
    firstOpen = open.nextSetBit(firstOpen);
    started(firstOpen);
  }

  /** An item has started: as a rule the first open one, but one before it may still be read. */
  void started(int item) {
    if (item > startedUpTo) {
      startedUpTo = item;
      if (!report.started(item)) {
        refused.set(item);
        stop(item, "cancelled before it started");
      }
    }
  }

  /** Marks items that are to be stopped. */
  boolean stop(LongPredicate which, String reason) {
    boolean any = false;
    for (int item = open.nextSetBit(0); item >= 0; item = open.nextSetBit(item + 1)) {
      if (which.test(batch.index(item)) && !stopping.containsKey(item)) {
        stop(item, reason);
        any = true;
      }
    }
    return any;
  }

  private void stop(int item, String reason) {
    stopping.put(item, reason);
    addToSend(item);
  }

  /** Neighbours go together. */
  private void addToSend(int item) {
    int last = toSend.size() - 1;
    if (last >= 0 && toSend.get(last).to() == item) {
      Frame.Stop before = toSend.remove(last);
      toSend.add(new Frame.Stop(batch.id(), before.from(), item + 1, false));
    } else {
      toSend.add(new Frame.Stop(batch.id(), item, item + 1, false));
    }
  }

  /** Gives back what has not started, since it waits behind something long. */
  void recall() {
    recalled = true;
    toSend.add(new Frame.Stop(batch.id(), 0, batch.size(), false));
  }

  boolean isRecalled() {
    return recalled;
  }

  Optional<String> stopReason(int item) {
    return Optional.ofNullable(stopping.get(item));
  }

  List<Frame.Stop> takeStops() {
    List<Frame.Stop> all = List.copyOf(toSend);
    toSend.clear();
    return all;
  }

  void flush() {
    if (!closed) {
      lock.report(report::flush);
    }
  }

  void close() {
    if (!closed) {
      closed = true;
      lock.report(report::close);
    }
  }
}
