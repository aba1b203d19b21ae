package dev.drover.internal.engine;

import dev.drover.internal.engine.Waiters.Waiter;
import dev.drover.spi.Assignment;
import dev.drover.spi.BatchSource;
import java.util.Optional;

/** A batch of a single item that the thread which brings it gives to a slot itself. */
/*
 * Idea: to wake a slot's thread so that it sends one small item to a worker that has nothing to do takes longer than the item. So
 * the thread that brings the item encodes and sends it, while the slot's own thread sleeps on, lent (see Waiters). Where that would
 * take more than next to nothing, or would run code of the user's, the slot's thread is woken after all, and gets the batch.
 *
 * The slot is free again when the report on the batch is closed, whoever does that.
 */
record Express(Dispatcher dispatcher, Waiter waiter, Assignment assignment) {
  /** Not under the lock: on its way, whatever happens to this thread. */
  BatchSource.Trip go() {
    Optional<BatchSource.Trip> trip = Optional.empty();
    try {
      trip = waiter.taker().give(assignment);
    } finally {
      if (trip.isEmpty()) {
        dispatcher.leaveTo(waiter, assignment);
      }
    }
    return trip.orElse(BatchSource.Trip.UNSEEN);
  }
}
