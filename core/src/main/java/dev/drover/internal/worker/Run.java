package dev.drover.internal.worker;

import dev.drover.internal.ipc.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A batch in this worker. Each item is claimed once, either by the thread that runs items or by a stop; so a stop is never
 * behind a hung item, and never hits an item that comes after the one it means.
 */
final class Run {
  private final Frame.Batch batch;
  private final Functions.Encoded function;
  private final List<Frame.Input> open;
  private int running = -1;

  Run(Frame.Batch batch, Functions.Encoded function) {
    this.batch = batch;
    this.function = function;
    this.open = new ArrayList<>(batch.inputs().reversed());
  }

  Frame.Batch batch() {
    return batch;
  }

  Functions.Encoded function() {
    return function;
  }

  /** The next item that nobody has stopped; it is running from now on. */
  synchronized Optional<Frame.Input> claim() {
    if (open.isEmpty()) {
      return Optional.empty();
    }
    Frame.Input next = open.removeLast();
    running = next.offset();
    return Optional.of(next);
  }

  synchronized boolean hasMore() {
    return !open.isEmpty();
  }

  synchronized void ended() {
    running = -1;
  }

  synchronized boolean isRunning(int item) {
    return running == item;
  }

  /** Takes out what has not started, and interrupts what has if that is asked for. */
  synchronized List<Integer> stop(Frame.Stop stop, TaskThread task) {
    List<Integer> skipped = new ArrayList<>();
    open.removeIf(input -> input.offset() >= stop.from() && input.offset() < stop.to() && skipped.add(input.offset()));
    if (stop.interrupt() && running >= stop.from() && running < stop.to()) {
      task.interrupt();
    }
    return skipped;
  }
}
