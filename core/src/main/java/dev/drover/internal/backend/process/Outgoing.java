package dev.drover.internal.backend.process;

import dev.drover.internal.codec.NotEncodableException;
import dev.drover.internal.codec.Payload;
import dev.drover.internal.ipc.wire.Cargo;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.spi.Batch;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Failure.Unserializable.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A batch ready to be sent. An item that can't be encoded has been failed by then, and one that nobody wants any more
 * returned; neither ever gets near a worker.
 *
 * @param function of the batch
 * @param frame with the items that are left
 */
record Outgoing(Functions.Encoded.Sendable function, Frame.Batch frame) {

  /** Encodes outside of the lock, reports under it; empty if no item is left. */
  static Optional<Outgoing> encode(Site site, InHand batch, ReentrantLock lock) {
    return switch (site.functions().of(batch.batch().work())) {
      case Functions.Encoded.Refused refused -> {
        failAll(batch, new Failure.Unserializable(What.FUNCTION, refused.why(), Evidence.none()), lock);
        yield Optional.empty();
      }
      case Functions.Encoded.Sendable function -> {
        List<Frame.Input> inputs = inputs(site, batch, lock);
        yield inputs.isEmpty() ? Optional.empty() : Optional.of(new Outgoing(function, frame(batch, function, inputs)));
      }
    };
  }

  private static Frame.Batch frame(InHand inHand, Functions.Encoded.Sendable function, List<Frame.Input> inputs) {
    Batch batch = inHand.batch();
    return new Frame.Batch(
        batch.id(), function.name(), batch.firstIndex(), batch.attempt(), batch.work().options().seed(), inputs);
  }

  private static List<Frame.Input> inputs(Site site, InHand batch, ReentrantLock lock) {
    List<Frame.Input> inputs = new ArrayList<>(batch.batch().size());
    for (int i = 0; i < batch.batch().size(); i++) {
      if (batch.cancelled(i)) {
        locked(lock, batch, i, Optional.empty());
        continue;
      }
      try {
        Payload payload = site.codec().encode(batch.batch().inputs().get(i));
        inputs.add(new Frame.Input(i, Cargo.of(payload)));
      } catch (NotEncodableException e) {
        locked(lock, batch, i, Optional.of(refused(Texts.message(e))));
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        locked(lock, batch, i, Optional.of(refused("encoding it threw " + e)));
      }
    }
    return inputs;
  }

  private static Failure refused(String why) {
    return new Failure.Unserializable(What.INPUT, why, Evidence.none());
  }

  private static void failAll(InHand batch, Failure failure, ReentrantLock lock) {
    lock.lock();
    try {
      batch.failAll(failure);
    } finally {
      lock.unlock();
    }
  }

  private static void locked(ReentrantLock lock, InHand batch, int item, Optional<Failure> failure) {
    lock.lock();
    try {
      failure.ifPresentOrElse(f -> batch.failed(item, f), () -> batch.returned(item));
    } finally {
      lock.unlock();
    }
  }

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
