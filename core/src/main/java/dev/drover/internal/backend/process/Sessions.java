package dev.drover.internal.backend.process;

import java.util.ArrayList;
import java.util.List;

/**
 * What tasks have started and left running: it is killed after the end of its worker. When a pool closes that is done once for all its
 * workers, since it takes a look at each process of the machine. Thread-safe.
 */
final class Sessions {
  // Guarded by this
  private final List<Long> ended = new ArrayList<>();
  private boolean gathers;

  /** A worker has ended, which led a session. */
  void ended(long worker) {
    if (!gathered(worker)) {
      ProcessTable.killSessions(List.of(worker));
    }
  }

  private synchronized boolean gathered(long worker) {
    if (gathers) {
      ended.add(worker);
    }
    return gathers;
  }

  /** All workers will end now; {@link #sweep} has to follow when they have. */
  synchronized void gather() {
    gathers = true;
  }

  /** Kills what those have left that have ended since. */
  void sweep() {
    ProcessTable.killSessions(take());
  }

  private synchronized List<Long> take() {
    gathers = false;
    List<Long> all = List.copyOf(ended);
    ended.clear();
    return all;
  }
}
