package dev.drover.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * Items that were handed out before and wait to be handed out again: those that a dead worker never ran, and those to be
 * retried, perhaps after a pause. Pure; times are given. Guarded by the dispatcher's lock.
 */
final class Requeue {
  /** An item that waits. */
  record Entry(long index, Object input, int attempt, boolean alone, int freshHeap, long dueNanos) {
    boolean follows(Entry before) {
      return index == before.index + 1 && attempt == before.attempt && !alone && !before.alone;
    }
  }

  private final ArrayDeque<Entry> ready = new ArrayDeque<>();
  private final PriorityQueue<Entry> later =
      new PriorityQueue<>(Comparator.comparingLong((Entry e) -> e.dueNanos));

  void add(Entry entry, long now) {
    if (entry.dueNanos - now <= 0) {
      ready.addLast(entry);
    } else {
      later.add(entry);
    }
  }

  /** Up to so many neighbours of the same attempt that are due; a suspect comes by itself. Empty if none is due. */
  List<Entry> take(int most, long now) {
    release(now);
    List<Entry> taken = new ArrayList<>();
    while (!ready.isEmpty() && taken.size() < most && (taken.isEmpty() || ready.element().follows(taken.getLast()))) {
      taken.add(ready.remove());
    }
    return taken;
  }

  /** The item with this input, if it is due. */
  Optional<Entry> take(Object input, long now) {
    release(now);
    Optional<Entry> found = ready.stream().filter(e -> e.input == input).findFirst();
    found.ifPresent(ready::remove);
    return found;
  }

  private void release(long now) {
    while (!later.isEmpty() && later.element().dueNanos - now <= 0) {
      ready.addLast(later.remove());
    }
  }

  /** When the next paused item is due; empty if none is paused. */
  OptionalLong nextDue() {
    return later.isEmpty() ? OptionalLong.empty() : OptionalLong.of(later.element().dueNanos);
  }

  int size() {
    return ready.size() + later.size();
  }

  /** Takes everything out, due or not. */
  List<Entry> clear() {
    List<Entry> all = new ArrayList<>(ready);
    all.addAll(later);
    ready.clear();
    later.clear();
    return all;
  }
}
