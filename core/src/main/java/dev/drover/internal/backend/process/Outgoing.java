package dev.drover.internal.backend.process;

import dev.drover.internal.codec.NotDecodableException;
import dev.drover.internal.codec.Payload;
import dev.drover.internal.codec.StretchReader;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.spi.Batch;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A batch ready to be sent.
 *
 * @param function of the batch
 * @param frame with the items that are left
 */
record Outgoing(Functions.Encoded.Sendable function, Frame.Batch frame) {
  static Outgoing of(Batch b, Functions.Encoded.Sendable function, List<Frame.Input> items) {
    OptionalLong seed = b.work().options().seed();
    boolean exact = b.work().exactTimes();
    return new Outgoing(
        function, new Frame.Batch(b.id(), function.name(), b.firstIndex(), b.attempt(), seed, exact, items));
  }

  /** Only items that are still open: some were given back if the worker may not have so many. */
  Outgoing only(InHand batch, ReentrantLock lock) {
    lock.lock();
    try {
      Inputs left = new Inputs(batch.batch().size());
      for (Frame.Input input : frame.inputs()) {
        addOpen(left, input, batch);
      }
      return new Outgoing(
          function,
          new Frame.Batch(
              frame.id(), frame.function(), frame.firstIndex(), frame.attempt(), frame.seed(), frame.exact(), left.all()));
    } finally {
      lock.unlock();
    }
  }

  private static void addOpen(Inputs left, Frame.Input input, InHand batch) {
    Payload payload = input.cargo().held().orElseThrow();
    if (input.count() > 1) {
      addOpenSmall(left, input, new StretchReader(payload), batch);
    } else if (batch.isOpen(input.offset())) {
      left.add(input.offset(), payload);
    }
  }

  private static void addOpenSmall(Inputs left, Frame.Input input, StretchReader values, InHand batch) {
    try {
      for (int item = input.offset(); item < input.offset() + input.count(); item++) {
        Object value = values.next();
        if (batch.isOpen(item)) {
          left.add(item, value);
        }
      }
    } catch (NotDecodableException e) {
      throw new IllegalStateException("what this process has just encoded", e);
    }
  }
}
