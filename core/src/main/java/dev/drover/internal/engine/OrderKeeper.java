package dev.drover.internal.engine;

import dev.drover.task.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/** Holds back outcomes that came too early, and hands them out in the order of the inputs. Pure. */
final class OrderKeeper<T, R> {
  private final Map<Long, Outcome<T, R>> early = new HashMap<>();
  private long next;

  /** Takes an outcome in and moves all that are due now to the end of {@code due}. */
  void accept(Outcome<T, R> outcome, Queue<Outcome<T, R>> due) {
    early.put(outcome.index(), outcome);
    for (Outcome<T, R> o = early.remove(next); o != null; o = early.remove(next)) {
      due.add(o);
      next++;
    }
  }

  int held() {
    return early.size();
  }
}
