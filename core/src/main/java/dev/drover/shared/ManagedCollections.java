package dev.drover.shared;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The collections of a {@link Manager}, in the manager: what travels of them as a whole is a copy. */
final class ManagedCollections {
  private ManagedCollections() {}

  /** A map. */
  interface MapObject<K, V> extends ConcurrentMap<K, V>, Serializable {
    Map<K, V> copy();
  }

  /** In the manager. */
  static final class MapHere<K, V> extends ConcurrentHashMap<K, V> implements MapObject<K, V> {
    private static final long serialVersionUID = 1;

    @Override
    public Map<K, V> copy() {
      return Map.copyOf(this);
    }
  }

  /** A list. */
  interface ListObject<E> extends List<E>, Serializable {
    List<E> copy();
  }

  /** In the manager. */
  static final class ListHere<E> extends ArrayList<E> implements ListObject<E> {
    private static final long serialVersionUID = 1;

    @Override
    public List<E> copy() {
      return new ArrayList<>(this);
    }
  }

  /** A set. */
  interface SetObject<E> extends Set<E>, Serializable {
    Set<E> copy();
  }

  /** In the manager. */
  static final class SetHere<E> extends HashSet<E> implements SetObject<E> {
    private static final long serialVersionUID = 1;

    @Override
    public Set<E> copy() {
      return new HashSet<>(this);
    }
  }
}
