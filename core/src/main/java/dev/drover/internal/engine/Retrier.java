package dev.drover.internal.engine;

import dev.drover.internal.host.Log;
import dev.drover.task.Failure;
import dev.drover.task.Retry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether a failed item is tried again. Keeps a count for each item that ever failed, one for each kind of failure: the death
 * of a worker must not use up what was meant for exceptions.
 *
 * <p>Guarded by the dispatcher's lock; pure but for the predicate of {@link Retry}, whose exceptions count as no.
 */
final class Retrier {
  /** What to do with a failed item. */
  sealed interface Decision {
    /**
     * Try it again after a pause; alone if it may have killed its worker, and if it ran out of memory on a fresh worker
     * with so many times the usual heap.
     */
    record Again(Duration pause, boolean alone, int freshHeap) implements Decision {}

    /** It has failed for good. */
    record GiveUp() implements Decision {}
  }

  private static final class Counts {
    int own;
    int crashes;
    int kills;
    int memory;
    int freshHeap;
  }

  /** More than any machine has, so that nobody needs to think of an overflow. */
  private static final int MOST_TIMES = 1 << 16;

  private static final Decision GIVE_UP = new Decision.GiveUp();

  private final Retry policy;
  private final Map<Long, Counts> counts = new HashMap<>();

  Retrier(Retry policy) {
    this.policy = policy;
  }

  Decision decide(long index, Failure failure) {
    Counts c = counts.computeIfAbsent(index, _ -> new Counts());
    Decision decision =
        switch (failure) {
          case Failure.Cancelled _, Failure.Unserializable _ -> GIVE_UP;
          case Failure.Crashed crash when crash.killedFromOutside() -> again(c, ++c.kills, policy.kills(), true);
          case Failure.Stalled stalled when stalled.frozen() -> again(c, ++c.crashes, policy.crashes(), true);
          case Failure.Crashed _, Failure.Exited _ -> again(c, ++c.crashes, policy.crashes(), true);
          case Failure.OutOfMemory memory -> {
            grow(c, memory.limit());
            yield again(c, ++c.memory, policy.memory(), true);
          }
          case Failure.Threw _, Failure.TimedOut _, Failure.Stalled _ ->
            accepts(failure) ? again(c, ++c.own, policy.times(), false) : GIVE_UP;
        };
    if (decision instanceof Decision.GiveUp) {
      counts.remove(index);
    }
    return decision;
  }

  /** More heap is of use to what lacked heap only; anything else had better get no more. */
  private static void grow(Counts c, Failure.OutOfMemory.Limit limit) {
    int times = Math.max(1, c.freshHeap);
    c.freshHeap = limit == Failure.OutOfMemory.Limit.JVM ? Math.min(MOST_TIMES, 2 * times) : times;
  }

  private Decision again(Counts c, int failures, int allowed, boolean alone) {
    return failures > allowed
        ? GIVE_UP
        : new Decision.Again(policy.pauseBefore(failures), alone || c.freshHeap > 0, c.freshHeap);
  }

  private boolean accepts(Failure failure) {
    try {
      return policy.times() > 0 && policy.on().test(failure);
    } catch (RuntimeException e) {
      Log.callback("the retry predicate", e);
      return false;
    }
  }

  /** Whether no item that has failed is still to end. */
  boolean isEmpty() {
    return counts.isEmpty();
  }

  /** The item has a value after all. */
  void forget(long index) {
    if (!counts.isEmpty()) {
      counts.remove(index);
    }
  }
}
