package dev.drover.internal.engine;

import dev.drover.spi.Work;
import dev.drover.task.Attempt;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Replay;
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

  /** An attempt has failed: the same failure, with the number of attempts so far and all that have failed. */
  Failure ended(long index, int attempt, int attempts, Failure failure) {
    Deque<Attempt> known = byIndex.computeIfAbsent(index, _ -> new ArrayDeque<>());
    if (known.size() == KEPT) {
      known.removeFirst();
    }
    known.addLast(Attempt.of(attempt, failure, Instant.now()));
    Evidence evidence = failure.evidence();
    return failure.with(evidence.attempts(attempts).history(List.copyOf(known)));
  }

  List<Attempt> of(long index) {
    Deque<Attempt> known = byIndex.get(index);
    return known == null ? List.of() : List.copyOf(known);
  }

  /** What is known of an item that was about to be tried once more. */
  Evidence before(long index, int attempt) {
    List<Attempt> known = of(index);
    return Evidence.none().attempts(Math.max(attempt - 1, known.size())).history(known);
  }

  /** Whether no item that has failed is still to end. */
  boolean isEmpty() {
    return byIndex.isEmpty();
  }

  /** The item has ended. */
  void forget(long index) {
    if (!byIndex.isEmpty()) {
      byIndex.remove(index);
    }
  }

  /** The final failure of an item, with what it takes to run it again in the caller. */
  static Failure withReplay(Work work, long index, Object token, Failure why) {
    Object input = token instanceof Submission s ? s.task() : token;
    Evidence evidence = why.evidence();
    return why.with(evidence.replay(
        Replay.of(work.function(), input, index, Math.max(1, why.attempts()), work.options().seed())));
  }
}
