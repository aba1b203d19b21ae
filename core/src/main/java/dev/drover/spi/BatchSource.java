package dev.drover.spi;

import java.util.Optional;

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
   * The next batch if there is one at this moment.
   *
   * @return empty if there is none
   */
  Optional<Assignment> poll();
}
