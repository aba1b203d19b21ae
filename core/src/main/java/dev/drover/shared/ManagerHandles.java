package dev.drover.shared;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The handles of this process: each object of a manager has one while anybody here needs it. Thread-safe. */
/*
 * A manager is told when this process gets its first handle of an object, and when the last was collected. Both under
 * this lock, so that a handle that is made while another one goes is not taken for gone.
 */
final class ManagerHandles {
  private static final ManagerHandles PROCESS = new ManagerHandles();

  private final Map<Key, Known> known = new HashMap<>(); // guarded by this
  private final ReferenceQueue<ManagerHandle> collected = new ReferenceQueue<>();

  private record Key(ManagerPlace place, long object) {}

  private static final class Known extends WeakReference<ManagerHandle> {
    private final Key key;

    Known(Key key, ManagerHandle handle, ReferenceQueue<ManagerHandle> collected) {
      super(handle, collected);
      this.key = key;
    }
  }

  private ManagerHandles() {}

  static ManagerHandles process() {
    return PROCESS;
  }

  /** The handle of an object. A manager that can't be reached says so when it is called. */
  ManagerHandle get(ManagerPlace place, long object, Class<?> type) {
    Optional<ManagerHolder> holder = holder(place);
    synchronized (this) {
      Key key = new Key(place, object);
      Optional<ManagerHandle> there = Optional.ofNullable(known.get(key)).map(WeakReference::get);
      if (there.isPresent()) {
        return there.get();
      }
      ManagerHandle made = new ManagerHandle(place, object, type);
      known.put(key, new Known(key, made, collected));
      holder.ifPresent(h -> h.hold(object));
      return made;
    }
  }

  private static Optional<ManagerHolder> holder(ManagerPlace place) {
    return ManagerServer.here(place).<ManagerHolder>map(server -> server).or(() -> ManagerClient.find(place));
  }

  /** Which objects of a manager this process has handles of. */
  synchronized List<Long> of(ManagerPlace place) {
    return known.keySet().stream().filter(k -> k.place().equals(place)).map(Key::object).toList();
  }

  /** Tells managers what was collected. */
  synchronized void sweep() {
    for (Object gone = collected.poll(); gone != null; gone = collected.poll()) {
      if (gone instanceof Known was && known.remove(was.key, was)) {
        release(was.key);
      }
    }
  }

  /** Whoever is not connected holds nothing. */
  private static void release(Key key) {
    ManagerServer.here(key.place()).ifPresent(server -> server.release(key.object()));
    ManagerClient.connected(key.place()).ifPresent(client -> client.release(key.object()));
  }
}
