package dev.drover.internal.backend.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The batches that a worker has in hand, oldest first, and whether it may have one more. Guarded by its slot's lock. */
/*
 * Credit: one batch, or two while the last two batches took less than 20 ms each, and this one has not been here for longer, so that
 * the worker has something to go on with while the parent hears of the first. A batch that runs alone never has company.
 */
final class Hands {
  private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Deque<InHand> batches = new ArrayDeque<>();
  private final int total;

  /** How many items the worker may still get before it is replaced. */
  private int quota;

  private long lastNanos = Long.MAX_VALUE;
  private long beforeNanos = Long.MAX_VALUE;

  Hands(OptionalInt quota) {
    this.total = quota.orElse(Integer.MAX_VALUE);
    this.quota = total;
  }

  boolean isEmpty() {
    return batches.isEmpty();
  }

  /** Whether the worker is through with everything, though it may not have said so yet. */
  boolean isIdle() {
    return batches.stream().allMatch(InHand::isDone);
  }

  boolean isUsedUp() {
    return quota == 0;
  }

  boolean isUnlimited() {
    return quota == Integer.MAX_VALUE;
  }

  /** Whether it is time to have a replacement ready. */
  boolean isNearlyUsedUp() {
    return quota <= total / 2;
  }

  boolean mayHaveSecond() {
    return batches.size() == 1
        && !isUsedUp()
        && lastNanos < SHORT_NANOS
        && beforeNanos < SHORT_NANOS
        && System.nanoTime() - batches.getFirst().sentAt() < 2 * SHORT_NANOS
        && !batches.getFirst().batch().alone();
  }

  int quota() {
    return quota;
  }

  void add(InHand batch, int items) {
    quota -= quota == Integer.MAX_VALUE ? 0 : items;
    batches.add(batch);
    batch.sent(System.nanoTime());
    startNext();
  }

  // Loops here, where a stream would do: this is called for each item.
  Optional<InHand> find(long batch) {
    for (InHand inHand : batches) {
      if (inHand.batch().id() == batch) {
        return Optional.of(inHand);
      }
    }
    return Optional.empty();
  }

  boolean isOpen(long batch, int item) {
    return find(batch).filter(b -> b.isOpen(item)).isPresent();
  }

  List<InHand> all() {
    return List.copyOf(batches);
  }

  /** The worker has finished with a batch. */
  void done(long batch, long nanos) {
    beforeNanos = lastNanos;
    lastNanos = nanos;
    find(batch).ifPresent(InHand::through);
    boolean ignored = settle();
  }

  /** Something was reported: closes what is complete, and tells which item is next. True if there is room for a batch. */
  boolean settle() {
    boolean dropped = false;
    for (InHand inHand : batches) {
      if (inHand.isDone()) {
        inHand.close();
        dropped |= inHand.isOver();
      }
    }
    if (dropped) {
      dropOver();
    }
    startNext();
    return dropped;
  }

  private void dropOver() {
    batches.removeIf(InHand::isOver);
  }

  private void startNext() {
    for (InHand inHand : batches) {
      if (!inHand.isDone()) {
        inHand.startNext();
        return;
      }
    }
  }

  void flush() {
    batches.forEach(InHand::flush);
  }

  /** Gives everything back. */
  void returnAll() {
    batches.forEach(InHand::returnAll);
    settle();
    batches.clear();
  }
}
