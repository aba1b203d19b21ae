package dev.drover.shared;

import dev.drover.shared.ManagedCollections.MapObject;
import java.io.Serializable;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A map of a manager, as processes have it. Views are over a copy. Functions run in the calling process: what
 * {@code ConcurrentMap} does by replacing in a loop is atomic from here too.
 */
final class ManagedMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V>, Serializable, ManagedView {
  private static final long serialVersionUID = 1;

  private final MapObject<K, V> there;

  ManagedMap(MapObject<K, V> there) {
    this.there = there;
  }

  @Override
  public Object proxy() {
    return there;
  }

  @Override
  public int size() {
    return there.size();
  }

  @Override
  public boolean containsKey(Object key) {
    return there.containsKey(key);
  }

  @Override
  public boolean containsValue(Object value) {
    return there.containsValue(value);
  }

  @Override
  public @Nullable V get(Object key) {
    return there.get(key);
  }

  @Override
  public @Nullable V put(K key, V value) {
    return there.put(key, value);
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> all) {
    there.putAll(Map.copyOf(all));
  }

  @Override
  public @Nullable V putIfAbsent(K key, V value) {
    return there.putIfAbsent(key, value);
  }

  @Override
  public @Nullable V remove(Object key) {
    return there.remove(key);
  }

  @Override
  public boolean remove(Object key, Object value) {
    return there.remove(key, value);
  }

  @Override
  public @Nullable V replace(K key, V value) {
    return there.replace(key, value);
  }

  /** Whoever tries again until it is done would do so for ever with values that are not equal to their copies. */
  @Override
  public boolean replace(K key, V old, V value) {
    boolean done = there.replace(key, old, value);
    if (!done && !Objects.equals(old, Travel.decode(Travel.encode(old, "the value"), "the value"))) {
      throw new IllegalArgumentException(
          ("a value of %s is not equal to its copy, so it can't be replaced by comparing; give the class an equals(), "
              + "or use put()").formatted(old.getClass().getName()));
    }
    return done;
  }

  @Override
  public void clear() {
    there.clear();
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return Collections.unmodifiableMap(there.copy()).entrySet();
  }
}
