package dev.drover.internal.engine;

import dev.drover.internal.journal.Journal;
import dev.drover.task.Failure;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells a journal of each item, after the lock was given up: it asks the input for its text, and writes to the disk.
 */
final class JournalSink implements Sink, AutoCloseable {
  /** How long the end of a call waits for other threads that tell of its last items. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final Sink sink;
  private final Journal journal;
  private final ConcurrentLinkedQueue<Runnable> untold = new ConcurrentLinkedQueue<>();
  private final AtomicInteger telling = new AtomicInteger();

  JournalSink(Sink sink, Journal journal) {
    this.sink = sink;
    this.journal = journal;
  }

  @Override
  public void ok(long index, @Nullable Object input, @Nullable Object value, long nanos) {
    sink.ok(index, input, value, nanos);
    if (journal.took(nanos)) {
      untold.add(() -> journal.ran(input, nanos));
    }
  }

  /** What failed by itself says nothing of the time that it takes otherwise. */
  @Override
  public void failed(long index, @Nullable Object input, Failure failure) {
    sink.failed(index, input, failure);
    if (failure instanceof Failure.TimedOut || failure instanceof Failure.Stalled) {
      long nanos = failure.evidence().nanos();
      untold.add(() -> journal.stopped(input, nanos));
    }
  }

  @Override
  public long consumed() {
    return sink.consumed();
  }

  @Override
  public boolean hasNews() {
    return sink.hasNews();
  }

  @Override
  public boolean endsAtFailure() {
    return sink.endsAtFailure();
  }

  @Override
  public void publish() {
    sink.publish();
    if (!untold.isEmpty()) {
      tell();
      journal.flush();
    }
  }

  private void tell() {
    telling.incrementAndGet(); // before it takes anything, so that who finds nothing knows whether to wait
    try {
      for (Runnable next = untold.poll(); next != null; next = untold.poll()) {
        next.run();
      }
    } finally {
      telling.decrementAndGet();
    }
  }

  /** The call is over. A thread that had the last item may not have told of it yet. */
  @Override
  public void close() {
    tell();
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (telling.get() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    journal.close();
  }
}
