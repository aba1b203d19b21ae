package dev.drover.shared;

import dev.drover.shared.ManagedCollections.SetObject;
import java.io.Serializable;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;

/** A set of a manager, as processes have it. Iterators are over a copy. */
final class ManagedSet<E> extends AbstractSet<E> implements Serializable, ManagedView {
  private static final long serialVersionUID = 1;

  private final SetObject<E> there;

  ManagedSet(SetObject<E> there) {
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
  public boolean contains(Object element) {
    return there.contains(element);
  }

  @Override
  public boolean add(E element) {
    return there.add(element);
  }

  @Override
  public boolean addAll(Collection<? extends E> all) {
    return there.addAll(new ArrayList<>(all));
  }

  @Override
  public boolean remove(Object element) {
    return there.remove(element);
  }

  @Override
  public boolean removeAll(Collection<?> all) {
    return there.removeAll(new ArrayList<>(all));
  }

  @Override
  public boolean retainAll(Collection<?> all) {
    return there.retainAll(new ArrayList<>(all));
  }

  @Override
  public void clear() {
    there.clear();
  }

  @Override
  public Iterator<E> iterator() {
    return Collections.unmodifiableSet(there.copy()).iterator();
  }
}
