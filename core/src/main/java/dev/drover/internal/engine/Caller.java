package dev.drover.internal.engine;

import dev.drover.spi.Assignment;
import dev.drover.spi.Backend;
import dev.drover.spi.BatchSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that made a call and waits for its outcomes.
 *
 * <p>It helps where that is faster or the only way: on the inline backend it runs every item; with {@code auto} it runs the first
 * batches until the {@link Pilot} lets slots take part, and goes on helping while it waits; and a task that calls a pool of
 * threads from inside runs items itself, or the pool's slots would wait for one another for ever.
 */
final class Caller {
  /** What the caller does besides waiting. */
  enum Mode {
    /** Nothing: slots do all. */
    WAIT,
    /** It helps the slots. */
    HELP,
    /** It begins alone; slots join when it pays. */
    PROBE,
    /** It does all. */
    ALONE
  }

  private final Dispatcher dispatcher;
  private final Backend backend;
  private final Run run;
  private final Mode mode;
  private boolean readsAhead;
  private Optional<Express> express = Optional.empty();
  private BatchSource.Trip trip = BatchSource.Trip.UNSEEN;

  Caller(Dispatcher dispatcher, Backend backend, Run run, Mode mode) {
    this.dispatcher = dispatcher;
    this.backend = backend;
    this.run = run;
    this.mode = mode;
  }

  /** Under the lock: lets slots take from the run, unless the caller begins alone. */
  void begin() {
    if (mode != Mode.WAIT) {
      run.helped();
    }
    if (mode == Mode.WAIT || mode == Mode.HELP) {
      run.share.open();
    }
    if (mode == Mode.WAIT) {
      express = dispatcher.single(run);
    } else if (run.share.isOpen()) {
      dispatcher.runnable(run);
    }
  }

  /** Not under the lock: sees to what {@link #begin} has found to do. */
  void go() {
    trip = express.map(Express::go).orElse(BatchSource.Trip.UNSEEN);
  }

  /** Not under the lock: begins to read inputs in the background once slots need them. */
  void readAhead() {
    if (run.share.isOpen() && !readsAhead) {
      readsAhead = true;
      run.inputs().readAhead();
    }
  }

  /** Waits until there is something or the run has ended; null in the latter case. */
  <V> @Nullable V await(Supplier<@Nullable V> poll) {
    BatchSource.Trip made = trip;
    trip = BatchSource.Trip.UNSEEN;
    made.help();
    try {
      return awaitChange(poll);
    } finally {
      made.helped();
    }
  }

  private <V> @Nullable V awaitChange(Supplier<@Nullable V> poll) {
    while (true) {
      dispatcher.lock.lock();
      try {
        V found = poll.get();
        if (found != null || run.ended()) {
          return found;
        }
        if (!dispatcher.drain() && mode == Mode.WAIT) {
          run.changed.await();
        }
      } catch (InterruptedException e) {
        throw interrupted();
      } finally {
        dispatcher.unlock();
      }
      if (mode != Mode.WAIT) {
        help();
      }
    }
  }

  private void help() {
    if (Thread.interrupted()) {
      throw interrupted();
    }
    readAhead();
    if (!run.share.isOpen()) {
      run.inputs().readHere(run.nextBatch());
    }
    Optional<Assignment> batch = pick();
    if (batch.isPresent()) {
      backend.runOne(batch.get());
    } else {
      idle();
    }
  }

  private Optional<Assignment> pick() {
    dispatcher.lock.lock();
    try {
      return dispatcher.pickFrom(run);
    } finally {
      dispatcher.unlock();
    }
  }

  /**
   * Nothing to run at this moment: waits for a change, or for the pause of a retry to be over. What slots have reported since the
   * last look is such a change too, and nobody tells of it again.
   */
  private void idle() {
    dispatcher.lock.lock();
    try {
      boolean held = dispatcher.isHolding();
      boolean news = run.ended() || run.sink.hasNews();
      if (!news && (run.runnable() == 0 || held) && !dispatcher.drain()) {
        long due = run.nextDue().orElse(dispatcher.now() + Long.MAX_VALUE / 2) - dispatcher.now();
        run.changed.awaitNanos(Math.max(1, held ? Math.min(due, Admission.LOOK_EVERY_NANOS) : due));
      }
    } catch (InterruptedException e) {
      throw interrupted();
    } finally {
      dispatcher.unlock();
    }
  }

  private CancellationException interrupted() {
    dispatcher.lock.lock();
    try {
      run.stop("the calling thread was interrupted");
    } finally {
      dispatcher.unlock();
    }
    Thread.currentThread().interrupt();
    return new CancellationException("the calling thread was interrupted while it waited for results; the run was stopped");
  }
}
