package dev.drover.internal.engine;

import dev.drover.task.Attempt;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The attempts of items that have failed before and have not ended yet. Guarded by the dispatcher's lock.
 *
 * <p>An item may be retried without a bound, so only its newest attempts are kept.
 */
final class Histories {
  static final int KEPT = 20;

  private final Map<Long, Deque<Attempt>> byIndex = new HashMap<>();

  /** An attempt has failed: the same failure, with the number of this attempt and all that were before. */
  Failure ended(long index, int attempt, Failure failure) {
    Deque<Attempt> known = byIndex.computeIfAbsent(index, _ -> new ArrayDeque<>());
    if (known.size() == KEPT) {
      known.removeFirst();
    }
    known.addLast(Attempt.of(attempt, failure, Instant.now()));
    Evidence evidence = failure.evidence();
    return failure.with(evidence.attempts(attempt).history(List.copyOf(known)));
  }

  List<Attempt> of(long index) {
    Deque<Attempt> known = byIndex.get(index);
    return known == null ? List.of() : List.copyOf(known);
  }

  /** The item has ended. */
  void forget(long index) {
    if (!byIndex.isEmpty()) {
      byIndex.remove(index);
    }
  }
}
