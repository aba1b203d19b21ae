package dev.drover.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The callers that run items by themselves. {@link #enter} and {@link #leave} are for any thread, the rest is guarded by the
 * dispatcher's lock.
 */
/*
 * To take the lock twice costs a call of cheap items as much as some tens of them. So the first caller enters and leaves by a
 * compare-and-set each; who comes while it is inside goes by the lock and stands in a list. The word's states:
 *
 *   Outside -> Lead      a caller enters; nobody else was inside
 *   Lead    -> Outside   it has run all its items, and leaves
 *   Lead    -> Outside   somebody looks who has the lock (to stop it, to count, to wait for it): the lead stands in the list from
 *                        now on, and its caller, whose own compare-and-set fails, leaves by the lock
 *
 * So whoever left without the lock was seen by nobody, and no interrupt that is meant for an item can come after its call. A
 * caller that enters writes the word and then reads whether the pool is closed; who closes it does that first, and then looks at
 * the word. One of them sees the other.
 */
final class Leads {
  /** Who is inside without the lock. */
  sealed interface Word permits Outside, Lead {}

  /** Nobody. */
  record Outside(long items) implements Word {}

  private final AtomicReference<Word> word = new AtomicReference<>(new Outside(0));
  private final List<Lead> seen = new ArrayList<>();

  /** Gives false if that takes the lock. */
  boolean enter(Lead lead) {
    return word.getPlain() instanceof Outside before && word.compareAndSet(before, lead.after(before));
  }

  /** All its items have a value. Gives false if that takes the lock. */
  boolean leave(Lead lead) {
    return word.getPlain() == lead && word.compareAndSet(lead, new Outside(lead.before().items + lead.next()));
  }

  // --- under the lock ---

  void add(Lead lead) {
    seen.add(lead);
  }

  void remove(Lead lead) {
    look();
    seen.remove(lead);
  }

  /** Those inside; none of them leaves without the lock any more. */
  List<Lead> all() {
    look();
    return List.copyOf(seen);
  }

  boolean isEmpty() {
    look();
    return seen.isEmpty();
  }

  /** How many items those have run who have left without the lock. */
  long items() {
    return look().items;
  }

  /** Who is inside without the lock stands in the list afterwards. */
  private Outside look() {
    while (true) {
      Word now = word.get();
      if (now instanceof Outside outside) { // no switch over types: its first use in a JVM takes long
        return outside;
      }
      if (now instanceof Lead inside && word.compareAndSet(inside, inside.before())) {
        inside.seen();
        seen.add(inside);
      }
    }
  }
}
