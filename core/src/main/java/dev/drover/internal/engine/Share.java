package dev.drover.internal.engine;

import java.util.Optional;

/**
 * What slots may take of a run, and what they have of it. Guarded by the dispatcher's lock.
 *
 * <p>It is closed while only the caller runs items of the run, and never closes again once it is open.
 */
final class Share {
  private boolean open;
  /** Whether the caller does nothing else until the run has ended, so that one place is its own. */
  private boolean reserved;
  /** How many batches slots have at this moment. */
  private int batches;
  /** When slots took from the run last, in turns of the dispatcher: for fairness among calls. */
  private long served;

  void open() {
    open = true;
  }

  boolean isOpen() {
    return open;
  }

  void reserve() {
    reserved = true;
  }

  /** A slot has a batch. */
  void taken() {
    batches++;
  }

  /** It has none any more. */
  void givenBack() {
    batches--;
  }

  /** How many of so many batches that are ready slots may have at this moment. */
  int of(int ready, Optional<Pilot> pilot) {
    if (!open) {
      return 0;
    }
    return pilot.isEmpty() ? ready : Math.min(ready, places(pilot.get()) - batches);
  }

  private int places(Pilot pilot) {
    return Math.max(1, pilot.plan().atATime() - (reserved ? 1 : 0));
  }

  long served() {
    return served;
  }

  void servedAt(long turn) {
    served = turn;
  }
}
