package dev.drover.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Where the slots of a backend fetch their work. Thread-safe. */
public interface BatchSource {
  /**
   * The next batch; waits until there is one.
   *
   * @param handedOver called at the moment at which the batch is handed over, before anybody asks for more slots: the slot must
   *     not count as idle from then on; must be quick and call nothing back
   * @return empty when there will never be one again: the slot ends
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  Optional<Assignment> take(Runnable handedOver) throws InterruptedException;

  /**
   * As {@link #take(Runnable)}, for a slot that may end when it had nothing to do for a while.
   *
   * @param handedOver as above
   * @param patience how long to wait
   * @param leave asked when nothing has come for that long, at a moment at which nobody asks for more slots:
   *     whether the slot ends, and counts no more; if not, the wait begins anew. Must be quick and call nothing back
   * @return empty when there will never be a batch again, or the slot leaves: either way it ends
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  default Optional<Assignment> take(Runnable handedOver, Duration patience, BooleanSupplier leave)
      throws InterruptedException {
    return take(handedOver);
  }

  /**
   * The next batch if there is one at this moment.
   *
   * @return empty if there is none
   */
  Optional<Assignment> poll();

  /**
   * Whether a slot that has become free is to come for a batch, or to wait for one here. If not, {@link Backend#demand} will be
   * called as soon as there is one, and the slot need not be woken before.
   *
   * @return false only if there is nothing to hand out, neither now nor after a pause
   */
  default boolean isWaitedFor() {
    return true;
  }
}
