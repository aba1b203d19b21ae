package dev.drover.shared;

import dev.drover.internal.codec.ObjectCodec;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The objects of one manager by number. Thread-safe. */
/*
 * An object stays while it is held: by a process that has a proxy of it, which says so over its connection, or by the
 * manager's own process. The end of a connection is the end of what it held. Nobody holds a reference that is on its
 * way: in a queue, or in a task that has not begun. So an object that nobody holds stays for a while.
 *
 *     made --nobody holds it for KEEP_NANOS--> gone        named: never gone
 */
final class ManagedObjects {
  static final long KEEP_NANOS = 60_000_000_000L;

  private final LongSupplier clock;

  // guarded by this
  private final Map<Long, ManagedObject> byNumber = new HashMap<>();
  private final IdentityHashMap<Object, ManagedObject> byTarget = new IdentityHashMap<>();
  private final Map<String, ManagedObject> byName = new HashMap<>();
  private final ManagerTurns turns = new ManagerTurns();
  private long last = -1;

  /** Nanoseconds, of any origin. */
  ManagedObjects(LongSupplier clock) {
    this.clock = clock;
  }

  synchronized ManagedObject add(Class<?> type, Object target, boolean threadSafe) {
    last++;
    ManagedObject made =
        new ManagedObject(last, type, target, threadSafe ? Optional.empty() : Optional.of(turns.turn()));
    made.unheldSince = clock.getAsLong();
    byNumber.put(last, made);
    if (!ObjectCodec.isSmallScalar(target)) { // 5 is not one object
      byTarget.put(target, made);
    }
    return made;
  }

  synchronized ManagedObject get(long number) {
    ManagedObject known = byNumber.get(number);
    if (known == null) {
      throw new IllegalStateException(
          ("object %d of the manager is gone: no process has held a proxy of it for %d s; "
              + "keep a proxy while it is used, or give it a name").formatted(number, KEEP_NANOS / 1_000_000_000));
    }
    return known;
  }

  /** Whether a value is an object that is managed here. */
  synchronized Optional<ManagedObject> of(Object value) {
    return Optional.ofNullable(byTarget.get(value));
  }

  // --- names ---

  synchronized void name(String name, long number) {
    ManagedObject object = get(number);
    object.named = true;
    ManagedObject before = byName.put(name, object);
    if (before != null && !byName.containsValue(before)) {
      before.named = false;
      before.unheldSince = clock.getAsLong();
    }
  }

  synchronized Optional<ManagedObject> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  // --- who holds what ---

  /** What is gone already stays so; its next call tells. */
  synchronized void hold(long number, Object holder) {
    ManagedObject object = byNumber.get(number);
    if (object != null) {
      object.holders.add(holder);
    }
  }

  synchronized void release(long number, Object holder) {
    ManagedObject object = byNumber.get(number);
    if (object != null) {
      release(object, holder);
    }
  }

  private void release(ManagedObject object, Object holder) {
    if (object.holders.remove(holder) && object.holders.isEmpty()) {
      object.unheldSince = clock.getAsLong();
    }
  }

  synchronized void releaseAll(Object holder) {
    byNumber.values().forEach(object -> release(object, holder));
  }

  /** Forgets what nobody has held for long. */
  synchronized void sweep() {
    long now = clock.getAsLong();
    List<ManagedObject> over = byNumber.values().stream().filter(o -> isOver(o, now)).toList();
    over.forEach(o -> byNumber.remove(o.number));
    over.forEach(o -> byTarget.remove(o.target, o));
  }

  private static boolean isOver(ManagedObject object, long now) {
    return object.number != ManagerRoot.NUMBER && !object.named && object.holders.isEmpty()
        && now - object.unheldSince > KEEP_NANOS;
  }

  synchronized int count() {
    return byNumber.size();
  }
}
