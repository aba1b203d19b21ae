package dev.drover.shared;

import dev.drover.shared.ManagedCollections.ListObject;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.ListIterator;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A list of a manager, as processes have it. Iterators are over a copy. */
final class ManagedList<E> extends AbstractList<E> implements RandomAccess, Serializable, ManagedView {
  private static final long serialVersionUID = 1;

  private final ListObject<E> there;

  ManagedList(ListObject<E> there) {
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
  public E get(int index) {
    return there.get(index);
  }

  @Override
  public E set(int index, E element) {
    return there.set(index, element);
  }

  @Override
  public boolean add(E element) {
    return there.add(element);
  }

  @Override
  public void add(int index, E element) {
    there.add(index, element);
  }

  @Override
  public boolean addAll(Collection<? extends E> all) {
    return there.addAll(new ArrayList<>(all));
  }

  @Override
  public boolean addAll(int index, Collection<? extends E> all) {
    return there.addAll(index, new ArrayList<>(all));
  }

  @Override
  public E remove(int index) {
    return there.remove(index);
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
  public boolean contains(Object element) {
    return there.contains(element);
  }

  @Override
  public int indexOf(Object element) {
    return there.indexOf(element);
  }

  @Override
  public int lastIndexOf(Object element) {
    return there.lastIndexOf(element);
  }

  @Override
  public void sort(@Nullable Comparator<? super E> order) {
    there.sort(order);
  }

  @Override
  public Iterator<E> iterator() {
    return listIterator();
  }

  @Override
  public ListIterator<E> listIterator(int index) {
    return Collections.unmodifiableList(there.copy()).listIterator(index);
  }

  @Override
  public Object[] toArray() {
    return there.copy().toArray();
  }

  @Override
  public <T> T[] toArray(T[] into) {
    return there.copy().toArray(into);
  }
}
