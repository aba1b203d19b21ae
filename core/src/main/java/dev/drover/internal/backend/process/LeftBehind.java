package dev.drover.internal.backend.process;

import dev.drover.event.Event;
import dev.drover.internal.host.Log;
import java.util.HashMap;
import java.util.Map;

/**
 * What tasks leave behind in workers, told once for each kind; and whether a worker with it is worth replacing.
 * Thread-safe.
 */
/*
 * A static pool of threads in a library, or a property that it sets, is found in each new worker after its first items:
 * replacing workers for it would never end, and bring nothing. So the first few workers with a kind of trace are
 * replaced, and then it is taken for the way of this program.
 */
final class LeftBehind {
  private static final int REPLACED = 3;

  // Guarded by this
  private final Map<String, Integer> seen = new HashMap<>();

  /** Whether the worker should be replaced. */
  boolean found(Site site, long pid, String what) {
    int count = count(kind(what));
    if (count == 1) {
      say(site, "a task left %s behind in worker process %d, which is replaced".formatted(what, pid));
    } else if (count == REPLACED + 1) {
      say(site, "tasks leave %s behind again and again; workers are no longer replaced for that".formatted(what));
    }
    return count <= REPLACED;
  }

  private synchronized int count(String kind) {
    return seen.merge(kind, 1, Integer::sum);
  }

  /** Threads of a pool differ by their number. */
  private static String kind(String what) {
    return what.replaceAll("\\d+", "#");
  }

  private static void say(Site site, String message) {
    Log.info(message);
    site.tell(new Event.Warning(message));
  }
}
