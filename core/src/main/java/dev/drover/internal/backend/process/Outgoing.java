package dev.drover.internal.backend.process;

import dev.drover.internal.ipc.wire.Frame;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A batch ready to be sent.
 *
 * @param function of the batch
 * @param frame with the items that are left
 */
record Outgoing(Functions.Encoded.Sendable function, Frame.Batch frame) {
  /** Only items that are still open: some were given back if the worker may not have so many. */
  Outgoing only(InHand batch, ReentrantLock lock) {
    lock.lock();
    try {
      List<Frame.Input> left = frame.inputs().stream().filter(i -> batch.isOpen(i.offset())).toList();
      return new Outgoing(
          function,
          new Frame.Batch(frame.id(), frame.function(), frame.firstIndex(), frame.attempt(), frame.seed(), left));
    } finally {
      lock.unlock();
    }
  }
}
