package dev.drover.internal.backend.process;

import dev.drover.event.Event;
import dev.drover.internal.codec.NotEncodableException;
import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.Payload;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.spi.Batch;
import dev.drover.spi.Work;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Failure.Unserializable.What;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A batch that the feeder of a slot encodes. */
/*
 * An item that can't be encoded fails, and one that nobody wants any more is returned; neither ever gets near a worker. An item
 * whose encoding takes too long fails too, and the feeder is relieved: another thread goes on behind that item.
 */
final class Encoding {
  /** Where the function stands among the items. */
  private static final int FUNCTION = -1;

  /** So many small inputs are encoded in some microseconds, in which nobody asks whether they are still wanted. */
  private static final int TOGETHER = 256;

  private final Site site;
  private final InHand inHand;
  private final SlotLock lock;
  private final Duty duty = new Duty();

  // Whoever has the duty
  private final Inputs inputs;
  private int next;

  /** This thread is not the feeder any more. */
  static final class RelievedException extends Exception {
    private static final long serialVersionUID = 1;

    RelievedException() {
      super("another thread feeds now", null, false, false);
    }
  }

  private record Encoded(Optional<Payload> payload, Optional<Failure> refusal) {}

  Encoding(Site site, InHand inHand, SlotLock lock) {
    this.site = site;
    this.inHand = inHand;
    this.lock = lock;
    this.inputs = new Inputs(inHand.batch().size());
  }

  InHand inHand() {
    return inHand;
  }

  // --- the feeder ---

  /** Encodes what is left, outside of the lock; empty if there is nothing to send. */
  Optional<Outgoing> run() throws RelievedException {
    Functions.Encoded function = function();
    if (function instanceof Functions.Encoded.Refused refused) {
      Failure failure = new Failure.Unserializable(What.FUNCTION, refused.why(), Evidence.none());
      locked(() -> inHand.failAll(failure));
    }
    // No switch over types, here and wherever else a first pool comes by: each takes ten milliseconds when it is first come by.
    return function instanceof Functions.Encoded.Sendable sendable ? encoded(sendable) : Optional.empty();
  }

  private Optional<Outgoing> encoded(Functions.Encoded.Sendable function) throws RelievedException {
    encodeItems();
    List<Frame.Input> all = inputs.all();
    return all.isEmpty() ? Optional.empty() : Optional.of(Outgoing.of(batch(), function, all));
  }

  private Functions.Encoded function() throws RelievedException {
    Duty.Stay stay = duty.enter(batch().id(), FUNCTION, 0);
    Functions.Encoded function = site.functions().of(batch().work());
    stillOnDuty(stay);
    return function;
  }

  private void stillOnDuty(Duty.Stay stay) throws RelievedException {
    // An interrupt that code of the user's has left would close the worker's socket.
    boolean ignored = Thread.interrupted();
    if (!duty.leave(stay)) {
      throw new RelievedException();
    }
  }

  private void encodeItems() throws RelievedException {
    @Nullable Object[] all = batch().inputs().toArray();
    while (next < all.length) {
      int item = next;
      if (inHand.cancelled(item)) {
        locked(() -> inHand.returned(item));
        next++;
      } else if (ObjectCodec.isSmallScalar(all[item])) {
        addSmall(item, all);
      } else {
        encodeOnDuty(item, Objects.requireNonNull(all[item]));
        next++;
      }
    }
  }

  /** And such neighbours: whoever cancels one of them in this moment might as well have done so when it was on its way. */
  private void addSmall(int item, @Nullable Object[] all) {
    try {
      next = inputs.add(all, item, Math.min(all.length, item + TOGETHER));
    } catch (OutOfMemoryError e) {
      add(item, refused(What.INPUT, "encoding it threw " + e));
      next = item + 1;
    }
  }

  private void encodeOnDuty(int item, Object input) throws RelievedException {
    Duty.Stay stay = duty.enter(batch().id(), item, 0);
    Encoded encoded = encoded(input);
    stillOnDuty(stay);
    add(item, encoded);
  }

  private void add(int item, Encoded encoded) {
    encoded.payload.ifPresent(p -> inputs.add(item, p));
    encoded.refusal.ifPresent(f -> locked(() -> inHand.failed(item, f)));
  }

  private Encoded encoded(Object input) {
    try {
      Payload payload = site.codec().encodeForFrame(input);
      if (what(input) == What.FUNCTION) {
        site.functions().warn(input, payload);
      }
      return new Encoded(Optional.of(payload), Optional.empty());
    } catch (NotEncodableException e) {
      return refused(what(input), e.message(what(input)));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return refused(what(input), "encoding it threw " + e);
    }
  }

  private static Encoded refused(What what, String why) {
    return new Encoded(Optional.empty(), Optional.of(new Failure.Unserializable(what, why, Evidence.none())));
  }

  /** A submitted task is an input for the engine, and a function for the user. */
  private static What what(Object input) {
    return input instanceof Callable<?> || input instanceof Runnable ? What.FUNCTION : What.INPUT;
  }

  private Batch batch() {
    return inHand.batch();
  }

  private void locked(Runnable what) {
    lock.lock();
    try {
      what.run();
    } finally {
      lock.unlock();
    }
  }

  // --- the watchdog, under the lock ---

  /** Ends what takes too long. True if the feeder was relieved: {@link #run} goes on in another thread then. */
  boolean giveUp(long now) {
    Optional<Duty.Stay> stay = duty.inside();
    return stay.isPresent() && giveUp(stay.get(), now);
  }

  private boolean giveUp(Duty.Stay stay, long now) {
    Work work = batch().work();
    Patience patience = Patience.with(work.options(), inHand.stopReason(Math.max(0, stay.item())), 0);
    if (!patience.isOver(stay.lasts(now)) || !duty.relieve(stay)) {
      return false;
    }
    if (stay.item() == FUNCTION) {
      patience.reason().ifPresent(why -> inHand.failAll(new Failure.Cancelled(why, Evidence.none())));
      site.functions().refuse(work, patience.text(What.FUNCTION, List.of(stay.thread().getStackTrace())));
    } else {
      inHand.failed(stay.item(), patience.verdict(what(batch().inputs().get(stay.item())), stay.thread(), Evidence.none()));
      next = stay.item() + 1;
    }
    lock.report(() -> site.tell(new Event.Warning(Patience.leftBehind(stay.thread()))));
    site.tally().leftBehind();
    stay.thread().interrupt();
    return true;
  }
}
