package dev.drover.internal.engine;

import dev.drover.task.Outcome;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a run as an iterator; closing it stops the run. Used by one thread at a time.
 *
 * @param <T> the input
 * @param <R> the result
 */
public final class Outcomes<T, R> implements Iterator<Outcome<T, R>>, AutoCloseable {
  private final Dispatcher dispatcher;
  private final Run run;
  private final OutcomeQueue<T, R> queue;
  private final Caller caller;
  private final Optional<Future<?>> deadline;
  private final AutoCloseable pulse;
  private final Past past;
  private @Nullable Outcome<T, R> next;
  private boolean over;

  Outcomes(
      Dispatcher dispatcher,
      Run run,
      OutcomeQueue<T, R> queue,
      Caller caller,
      Optional<Future<?>> deadline,
      AutoCloseable pulse,
      Past past) {
    this.dispatcher = dispatcher;
    this.run = run;
    this.queue = queue;
    this.caller = caller;
    this.deadline = deadline;
    this.pulse = pulse;
    this.past = past;
  }

  @Override
  public boolean hasNext() {
    if (next == null && !over) {
      next = caller.await(this::poll);
      if (next == null) {
        close();
        Calls.throwInputFailure(run);
      }
    }
    return next != null;
  }

  /** Under the lock. */
  private @Nullable Outcome<T, R> poll() {
    Outcome<T, R> polled = queue.poll();
    if (polled != null) {
      run.advance();
      dispatcher.runnable(run);
    }
    return polled;
  }

  @Override
  public Outcome<T, R> next() {
    Outcome<T, R> result = hasNext() ? next : null;
    if (result == null) {
      throw new NoSuchElementException("all outcomes have been taken");
    }
    next = null;
    return result;
  }

  /** Stops what still runs; idempotent. */
  @Override
  public void close() {
    if (!over) {
      over = true;
      Calls.stop(dispatcher, run, "the results were closed before their end");
      deadline.ifPresent(d -> d.cancel(false));
      Calls.closeQuietly(pulse);
      past.close();
    }
  }
}
