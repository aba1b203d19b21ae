package dev.drover.internal.ipc.guard;

/**
 * One of those that share words, as it sees itself and the others: this process. Not final, for tests that have several
 * in one process, and end them as they like.
 */
class Party {
  /** This process. */
  static final Party PROCESS = new Party();

  /** Its {@link Owner}. */
  long self() {
    return Owner.self();
  }

  /** Whether another one has ended. */
  boolean isDead(long owner) {
    return Owner.isDead(owner);
  }

  /** For one that waits however long it takes. */
  Patience deaf() {
    return Patience.deaf();
  }
}
