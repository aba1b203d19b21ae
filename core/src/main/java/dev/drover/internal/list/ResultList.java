package dev.drover.internal.list;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What {@code map} gives, for its reader like an {@link ArrayList}: it may hold null, may be changed, and travels and is serialised as
 * one. Not thread-safe.
 *
 * @param <E> the elements
 */
/*
 * It takes over what the results were written into. An ArrayList copies it, and to a thousand cheap results that costs as much as 100
 * to 200 of them.
 *
 * Long results come in pieces. An array of a million references is too large to be young: the JVM's usual collector takes it for old at
 * once, and for alive until it has marked the whole heap, and so all that the array refers to. Each collection then copies the elements
 * of lists that nobody has any more. Pieces of an ordinary size are young, and go with their elements.
 *
 * Who changes the length, which hardly anybody does, gets an array list from then on.
 */
public final class ResultList<E> extends AbstractList<E> implements RandomAccess, Serializable {
  private static final long serialVersionUID = 1;
  /** A piece of usual size has 2 to the power of this many elements. */
  public static final int PIECE_SHIFT = 14;
  /** So many. */
  public static final int PIECE = 1 << PIECE_SHIFT;
  /** An array of more elements would be none of the young objects. */
  public static final int LARGEST_ARRAY = 1 << 16;

  private static final @Nullable Object[] NONE = {};
  private static final @Nullable Object[][] NO_PIECES = {};

  private final transient int size;
  /** All elements, unless they are in pieces. */
  private final transient @Nullable Object[] whole;
  private final transient @Nullable Object[][] pieces;
  private final transient int shift;
  private transient @Nullable List<E> changed;

  /**
   * A list of these elements.
   *
   * @param pieces all but the last are full; not copied
   * @param shift a full one has 2 to the power of this many elements
   * @param size how many elements there are
   */
  public ResultList(@Nullable Object[][] pieces, int shift, int size) {
    this(size, NONE, pieces, shift);
  }

  /**
   * A list of these elements.
   *
   * @param all not copied
   */
  public ResultList(@Nullable Object[] all) {
    this(all.length, all, NO_PIECES, 0);
  }

  private ResultList(int size, @Nullable Object[] whole, @Nullable Object[][] pieces, int shift) {
    this.size = size;
    this.whole = whole;
    this.pieces = pieces;
    this.shift = shift;
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
    int at = Objects.checkIndex(index, size);
    return (E) (isWhole() ? whole[at] : piece(at)[place(at)]);
  }

  private boolean isWhole() {
    return pieces.length == 0;
  }

  private @Nullable Object[] piece(int index) {
    return pieces[index >> shift];
  }

  private int place(int index) {
    return index & ((1 << shift) - 1);
  }

  @Override
  public E set(int index, E element) {
    E before = get(index);
    if (changed != null) {
      changed.set(index, element);
    } else if (isWhole()) {
      whole[index] = element;
    } else {
      piece(index)[place(index)] = element;
    }
    return before;
  }

  @Override
  public void add(int index, E element) {
    inOneArray().add(index, element);
    modCount++;
  }

  @Override
  public boolean addAll(int index, Collection<? extends E> more) {
    boolean any = inOneArray().addAll(index, more);
    modCount++;
    return any;
  }

  @Override
  public E remove(int index) {
    E removed = inOneArray().remove(index);
    modCount++;
    return removed;
  }

  @Override
  public boolean removeIf(Predicate<? super E> which) {
    boolean any = inOneArray().removeIf(which);
    modCount++;
    return any;
  }

  @Override
  protected void removeRange(int from, int to) {
    inOneArray().subList(from, to).clear();
    modCount++;
  }

  @Override
  public @Nullable Object[] toArray() {
    if (changed != null) {
      return changed.toArray();
    }
    return isWhole() ? whole.clone() : joined();
  }

  private @Nullable Object[] joined() {
    @Nullable Object[] all = new @Nullable Object[size];
    for (int from = 0; from < size; ) {
      @Nullable Object[] piece = piece(from);
      int count = Math.min(piece.length, size - from);
      System.arraycopy(piece, 0, all, from, count);
      from += count;
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
