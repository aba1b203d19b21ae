package dev.drover.internal.backend.local;

import dev.drover.spi.Assignment;
import dev.drover.spi.Backend;
import dev.drover.spi.Batch;
import dev.drover.spi.BatchReport;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Task;
import dev.drover.task.Thrown;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thread that runs the items of a batch one after the other, and can be interrupted at one of them from outside.
 *
 * <p>The danger is an interrupt that comes a moment too late and hits the next item. So the phase is one word, and whoever
 * changes it by compare-and-set owns what follows:
 *
 * <pre>
 * IDLE -> RUNNING                    lane: an item begins
 * RUNNING -> IDLE                    lane: it ended by itself
 * RUNNING -> INTERRUPTING            other: it is to be stopped
 * INTERRUPTING -> INTERRUPTED        other: the interrupt is delivered, the verdict is set
 * INTERRUPTING -> RUNNING            other: it was another item; nothing happened
 * INTERRUPTED -> IDLE                lane: it ended; the interrupt is cleared, the verdict reported
 * INTERRUPTED -> ABANDONED           other: it does not end; the other reports the rest of the batch, the lane none of it
 * </pre>
 */
final class Lane {
  private static final int IDLE = 0;
  private static final int RUNNING = 1;
  private static final int INTERRUPTING = 2;
  private static final int INTERRUPTED = 3;
  private static final int ABANDONED = 4;

  private final int number;
  private final Thread thread;
  private final Invocation invocation;
  private final AtomicInteger phase = new AtomicInteger(IDLE);
  private final AtomicLong heartbeat = new AtomicLong();

  // written by the lane before RUNNING, read by others after they saw it
  private @Nullable Assignment assignment;
  private int offset;
  private long since;

  // written by others before INTERRUPTED, read by the lane after it saw it
  private @Nullable Failure verdict;
  private long interruptedAt;

  Lane(int number, Thread thread, Invocation invocation) {
    this.number = number;
    this.invocation = invocation;
    this.thread = thread;
  }

  // --- the lane's own thread ---

  /** Runs a batch to its end; gives false if it was abandoned on the way: the thread should end then. */
  boolean run(Assignment a) {
    assignment = a;
    Batch batch = a.batch();
    BatchReport report = a.report();
    for (int i = 0; i < batch.size(); i++) {
      if (!report.started(i)) {
        report.returned(i);
      } else if (!runItem(batch, report, i)) {
        return false;
      }
    }
    forget();
    return true;
  }

  /** An idle lane must not keep the last batch and its inputs from being collected. */
  private void forget() {
    assignment = null;
    verdict = null;
  }

  private boolean runItem(Batch batch, BatchReport report, int i) {
    offset = i;
    since = System.nanoTime();
    heartbeat.setPlain(since);
    phase.set(RUNNING);
    Object outer = Task.enter(new Task(batch.index(i), batch.attempt(), batch.work().options().seed(), heartbeat));
    Object value = null;
    Throwable thrown = null;
    try {
      value = invocation.apply(batch.work(), batch.inputs().get(i));
    } catch (Throwable t) { // whatever an item throws is its own failure
      thrown = t;
    } finally {
      Task.restore(outer);
    }
    long nanos = System.nanoTime() - since;
    Failure stopped = settle();
    if (phase.get() == ABANDONED) {
      return false;
    }
    report(report, i, value, thrown, stopped, nanos);
    return true;
  }

  /** Ends the item's phase; gives the verdict if somebody stopped it. */
  private @Nullable Failure settle() {
    if (phase.compareAndSet(RUNNING, IDLE)) {
      return null;
    }
    while (phase.get() == INTERRUPTING) {
      Thread.onSpinWait(); // the other is between two instructions
    }
    if (phase.compareAndSet(RUNNING, IDLE)) {
      return null; // it was after another item
    }
    Failure why = verdict;
    if (phase.compareAndSet(INTERRUPTED, IDLE)) {
      boolean _ = Thread.interrupted(); // it was meant for this item, not for the next
    }
    return why;
  }

  private static void report(
      BatchReport report, int i, @Nullable Object value, @Nullable Throwable thrown, @Nullable Failure stopped,
      long nanos) {
    if (stopped != null) {
      report.failed(i, stopped.with(stopped.evidence().nanos(nanos)));
    } else if (thrown instanceof OutOfMemoryError e) {
      report.failed(i, new Failure.OutOfMemory(String.valueOf(e.getMessage()), Evidence.inProcess().nanos(nanos)));
    } else if (thrown instanceof EncodedInvocation.Refused e) {
      report.failed(i, e.failure());
    } else if (thrown != null) {
      report.failed(i, new Failure.Threw(Thrown.of(thrown), Evidence.inProcess().nanos(nanos)));
    } else {
      report.ok(i, value, nanos);
    }
  }

  // --- other threads ---

  /** What runs at this moment. */
  Optional<Backend.Running> running() {
    Assignment a = assignment;
    return a == null || phase.get() == IDLE
        ? Optional.empty()
        : Optional.of(new Backend.Running(a.batch().work(), a.batch().index(offset), number, since));
  }

  /** Interrupts the item if it is the one that was meant; the verdict gets the stack of the item's thread. */
  boolean interrupt(Backend.Running meant, Function<List<StackTraceElement>, Failure> verdictOf) {
    if (!phase.compareAndSet(RUNNING, INTERRUPTING)) {
      return false;
    }
    Assignment a = assignment;
    if (a == null || a.batch().work() != meant.work() || a.batch().index(offset) != meant.index()
        || since != meant.sinceNanos()) {
      phase.set(RUNNING);
      return false;
    }
    verdict = verdictOf.apply(List.of(thread.getStackTrace()));
    interruptedAt = System.nanoTime();
    thread.interrupt();
    phase.set(INTERRUPTED);
    return true;
  }

  /** Since when an interrupt goes unheard; 0 if none does. */
  long unheardSince() {
    return phase.get() == INTERRUPTED ? interruptedAt : 0;
  }

  /** Takes the batch away from a lane that does not react, and ends it. */
  boolean abandon() {
    if (!phase.compareAndSet(INTERRUPTED, ABANDONED)) {
      return false;
    }
    Assignment a = assignment;
    Failure why = verdict;
    if (a != null && why != null) {
      a.report().failed(offset, why.with(why.evidence().nanos(System.nanoTime() - since)));
      a.report().close();
    }
    return true;
  }

  Thread thread() {
    return thread;
  }
}
