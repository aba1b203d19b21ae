package dev.drover.internal.list;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A long list, for its reader like an {@link ArrayList}: it may hold null, may be changed, and travels and is serialised as one. Not
 * thread-safe.
 *
 * @param <E> the elements
 */
/*
 * An array of a million references is too large to be young. The JVM's usual collector takes it for old at once, and for alive until it
 * has marked the whole heap, and so all that the array refers to: each collection then copies the elements of lists that nobody has
 * any more. Pieces of an ordinary size are young, and go with their elements.
 *
 * Who changes the length, which hardly anybody does, gets an array list from then on.
 */
public final class PiecedList<E> extends AbstractList<E> implements RandomAccess, Serializable {
  private static final long serialVersionUID = 1;

  private final transient @Nullable Object[][] pieces;
  private final transient int piece;
  private final transient int size;
  private transient @Nullable List<E> changed;

  /**
   * A list of these elements.
   *
   * @param pieces all but the last are full; not copied
   * @param piece how many elements a full one has
   * @param size how many elements there are
   */
  public PiecedList(@Nullable Object[][] pieces, int piece, int size) {
    this.pieces = pieces;
    this.piece = piece;
    this.size = size;
  }

  @Override
  public int size() {
    return changed == null ? size : changed.size();
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the elements are E, or null where E may be
  public E get(int index) {
    if (changed != null) {
      return changed.get(index);
    }
    Objects.checkIndex(index, size);
    return (E) pieces[index / piece][index % piece];
  }

  @Override
  public E set(int index, E element) {
    E before = get(index);
    if (changed != null) {
      changed.set(index, element);
    } else {
      pieces[index / piece][index % piece] = element;
    }
    return before;
  }

  @Override
  public void add(int index, E element) {
    inOneArray().add(index, element);
    modCount++;
  }

  @Override
  public E remove(int index) {
    E removed = inOneArray().remove(index);
    modCount++;
    return removed;
  }

  @Override
  protected void removeRange(int from, int to) {
    inOneArray().subList(from, to).clear();
    modCount++;
  }

  @Override
  public void forEach(Consumer<? super E> action) {
    int expected = modCount;
    for (int i = 0; i < size() && modCount == expected; i++) {
      action.accept(get(i));
    }
    if (modCount != expected) {
      throw new java.util.ConcurrentModificationException();
    }
  }

  @Override
  public @Nullable Object[] toArray() {
    if (changed != null) {
      return changed.toArray();
    }
    @Nullable Object[] all = new @Nullable Object[size];
    for (int from = 0; from < size; from += piece) {
      System.arraycopy(pieces[from / piece], 0, all, from, Math.min(piece, size - from));
    }
    return all;
  }

  private List<E> inOneArray() {
    List<E> all = changed;
    if (all == null) {
      all = arrayList();
      changed = all;
    }
    return all;
  }

  @SuppressWarnings("unchecked") // as above
  private List<E> arrayList() {
    return new ArrayList<>((List<E>) Arrays.asList(toArray()));
  }

  private Object writeReplace() {
    return changed == null ? arrayList() : changed;
  }
}
