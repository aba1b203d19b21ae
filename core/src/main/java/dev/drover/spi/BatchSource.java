package dev.drover.spi;

import java.time.Duration;
import java.util.Optional;

/** Where the slots of a backend fetch their work. Thread-safe. */
public interface BatchSource {
  /** A slot, as the source sees it. All but {@link #give} is called under the source's lock: it must be quick and call nothing back. */
  @FunctionalInterface
  interface Taker {
    /**
     * The moment at which a batch is handed over, before anybody asks for more slots: the slot must not count as idle from then on.
     */
    void handedOver();

    /**
     * How long the slot waits before it is asked whether it {@link #leaves}.
     *
     * @return ten years unless it may end when it had nothing to do for a while
     */
    default Duration patience() {
      return FOR_EVER;
    }

    /**
     * Whether the slot ends, since nothing has come for as long as its {@link #patience}. Asked at a moment at which nobody asks
     * for more slots.
     *
     * @return true if it counts no more; otherwise the wait begins anew
     */
    default boolean leaves() {
      return false;
    }

    /**
     * Whether another thread may {@link #give} the slot its next batch, while its own waits.
     *
     * @return true if the slot has nothing to do, and is ready
     */
    default boolean mayBeGiven() {
      return false;
    }

    /**
     * Hands a batch of one item over, in the thread that has brought it. {@link #handedOver} was called before.
     *
     * @param assignment the batch
     * @return empty, and nothing is done, if that would take more than next to nothing, or run code of the user's
     */
    default Optional<Trip> give(Assignment assignment) {
      return Optional.empty();
    }
  }

  /** An item on its way to a worker and back, for the thread that waits for it. */
  interface Trip {
    /** One that nobody can look out for. */
    Trip UNSEEN = new Trip() {
      @Override
      public void help() {
        // the thread waits as ever
      }

      @Override
      public void helped() {
        // nothing was measured
      }
    };

    /**
     * Looks out for what becomes of the item, so that this thread need not be woken when it is reported. It comes back as soon as
     * something was reported, and after some ten microseconds at the latest.
     */
    void help();

    /** What the thread has waited for since {@link #help} is there. */
    void helped();
  }

  /** Ten years. */
  Duration FOR_EVER = Duration.ofDays(3650);

  /**
   * The next batch; waits until there is one.
   *
   * @param slot whose it will be
   * @return empty when there will never be a batch again, or the slot leaves: either way it ends
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  Optional<Assignment> take(Taker slot) throws InterruptedException;

  /**
   * The next batch if there is one at this moment.
   *
   * @return empty if there is none
   */
  Optional<Assignment> poll();

  /**
   * A batch for a slot that has something to do still, so that it has something to go on with. What it takes waits there: so it gets
   * none that a slot with nothing to do may have.
   *
   * @return empty if there is none at this moment, or not enough for all
   */
  default Optional<Assignment> pollAhead() {
    return poll();
  }

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
