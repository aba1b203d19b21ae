package dev.drover.internal.engine;

import dev.drover.spi.Batch;
import dev.drover.task.Failure;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Second attempts of items that take much longer than others, made while slots have nothing else to do.
 *
 * <p>Of two attempts the first that gives a result ends the item, under the dispatcher's lock: so it is exactly one. A
 * result is what the function itself gave, a value or an exception; an attempt that was stopped or lost its worker
 * leaves the item to the other one. The one that is too late is stopped, and whatever comes back of it counts for
 * nothing. Both are out with the backend, and the run ends when both are back: nothing of it runs on when its caller
 * has the results.
 *
 * <pre>
 * ONCE  -> TWICE   a copy was handed out; once for an item, unless it did not run or may be retried
 * TWICE -> ONCE    one came back without a result
 * TWICE -> OVER    one gave a result, or the run gives up: the other is told to stop
 * ONCE  -> gone    it has ended
 * OVER  -> gone    the other is back
 * </pre>
 *
 * <p>Guarded by the dispatcher's lock, but for {@link #isOver}.
 */
final class Copies {
  /** Of quicker items a copy would be of no use: it takes as long to find out. */
  static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** For calls that make none: it never changes. */
  static final Copies NONE = new Copies(OptionalDouble.empty(), _ -> { });

  private final boolean enabled;
  private final double timesMedian;
  private final LongConsumer stop;
  private final Map<Long, Item> items = new HashMap<>();
  /** Items that a slot may have, since nothing else is to do, with the time that they have run. */
  private final Map<Long, Long> wanted = new LinkedHashMap<>();
  /** Any thread reads it. */
  private final Set<Long> over = ConcurrentHashMap.newKeySet();

  /** A copy that is about to be handed out. */
  record Copy(long index, @Nullable Object token, int attempt, long nanos) {}

  private static final class Item {
    private final @Nullable Object token;
    private int out;
    private int attempts;
    private boolean copied;
    /** Whether it may share a worker: what has killed one is not copied. */
    private boolean harmless;

    Item(@Nullable Object token) {
      this.token = token;
    }
  }

  /**
   * Calls {@code stop} for an item of which the other attempt has ended. Without a factor it does nothing, and costs
   * nothing.
   */
  Copies(OptionalDouble timesMedian, LongConsumer stop) {
    this.enabled = timesMedian.isPresent();
    this.timesMedian = timesMedian.orElse(0);
    this.stop = stop;
  }

  boolean areMade() {
    return enabled;
  }

  /** Whether an attempt that failed like this was the function's own doing. */
  static boolean isResult(Failure failure) {
    return failure instanceof Failure.Threw
        || failure instanceof Failure.Unserializable
        || failure instanceof Failure.Cancelled;
  }

  /** After so long a running item is worth a copy. */
  long after(long medianNanos) {
    return Math.max(LEAST_NANOS, (long) (timesMedian * medianNanos));
  }

  /** A batch is handed out. */
  void out(Batch batch) {
    for (int i = 0; enabled && i < batch.size(); i++) {
      Object token = batch.inputs().get(i);
      Item item = items.computeIfAbsent(batch.index(i), _ -> new Item(token));
      item.out++;
      item.attempts = Math.max(item.attempts, batch.attempt());
      item.harmless = !batch.alone() && batch.freshHeap() == 0;
    }
  }

  /** An attempt came back; gives true if it is too late, and counts for nothing. */
  boolean back(long index) {
    Item item = enabled ? items.get(index) : null;
    if (item != null && --item.out == 0 && over.remove(index)) {
      items.remove(index);
      return true;
    }
    return isOver(index);
  }

  /** Whether another attempt of an item that came back is still out. */
  boolean hasOther(long index) {
    Item item = enabled ? items.get(index) : null;
    return item != null && item.out > 0;
  }

  /** An attempt came back without having run; gives true if it was one of two, and the other goes on. */
  boolean isNotRun(long index, int attempt) {
    Item item = enabled ? items.get(index) : null;
    if (item == null || item.out == 0) {
      return false;
    }
    item.copied = false;
    item.attempts -= attempt == item.attempts ? 1 : 0;
    return true;
  }

  /** A copy failed so that it would be tried again; its place is free for another one. */
  void mayBeMadeAgain(long index) {
    Item item = items.get(index);
    if (item != null) {
      item.copied = false;
    }
  }

  /** How many attempts of an item were begun, of which this one came back. */
  int attempts(long index, int attempt) {
    Item item = enabled ? items.get(index) : null;
    return item == null ? attempt : item.attempts;
  }

  /** An item has ended, with a value or without: its other attempt is stopped. */
  void ended(long index) {
    if (hasOther(index)) {
      over.add(index);
      stop.accept(index);
    } else if (enabled) {
      items.remove(index);
    }
  }

  /** Whether an item has ended of which an attempt is still out. Any thread. */
  boolean isOver(long index) {
    return enabled && over.contains(index);
  }

  /** Whether there is any such item. Any thread. */
  boolean anyOver() {
    return !over.isEmpty();
  }

  /** An item has run for so long: a slot may have a copy of it. */
  void want(long index, long nanos) {
    if (mayBeCopied(index)) {
      wanted.put(index, nanos);
    }
  }

  private boolean mayBeCopied(long index) {
    Item item = items.get(index);
    return item != null && item.out == 1 && item.harmless && !item.copied && !over.contains(index);
  }

  /** How many copies slots may have, at most. */
  int waiting() {
    return wanted.size();
  }

  /** What a slot that has nothing else to do may have. */
  Optional<Copy> next() {
    for (OptionalLong next = first(); next.isPresent(); next = first()) {
      long index = next.getAsLong();
      Long nanos = wanted.remove(index);
      Item item = items.get(index);
      if (nanos != null && item != null && mayBeCopied(index)) {
        item.copied = true;
        return Optional.of(new Copy(index, item.token, item.attempts + 1, nanos));
      }
    }
    return Optional.empty();
  }

  private OptionalLong first() {
    return wanted.keySet().stream().mapToLong(Long::longValue).findFirst();
  }
}
