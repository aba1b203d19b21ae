package dev.drover.internal.ipc.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A bounded table that forgets what was used longest ago. Parent and worker keep one each of the functions that the worker
 * has; both touch it in the order of the frames, so both forget the same. Not thread-safe.
 *
 * @param <V> what is kept for each function
 */
public final class Recent<V> {
  private static final int CAPACITY = 64;

  private final LinkedHashMap<FunctionName, V> entries = new LinkedHashMap<>(CAPACITY, 0.75f, true) {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<FunctionName, V> eldest) {
      return size() > CAPACITY;
    }
  };

  /**
   * Looks a function up, and makes it the one used last.
   *
   * @param name which
   * @return empty if it is not, or no longer, there
   */
  public Optional<V> touch(FunctionName name) {
    return Optional.ofNullable(entries.get(name));
  }

  /**
   * Adds a function as the one used last.
   *
   * @param name which
   * @param value what to keep
   */
  public void add(FunctionName name, V value) {
    entries.put(name, value);
  }
}
