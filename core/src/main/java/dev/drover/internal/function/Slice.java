package dev.drover.internal.function;

import java.io.Serializable;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of primitive inputs: one item for the engine. In the caller's process it refers to the caller's array; on its way
 * to another one it takes a copy of its part along and nothing else.
 */
public sealed interface Slice {
  /** Long enough for a loop to count more than what surrounds it, short enough that many slots have something to do. */
  int LONGEST = 1 << 16;

  /** The same where the function is known to be cheap. */
  int LONGEST_KNOWN = 1 << 20;

  /** A first slice that turns out to be slow should not be a large part of the work. */
  int FIRST = 16;

  int SHARES = 4;

  /**
   * Where it begins among all inputs.
   *
   * @return an index, from 0
   */
  long first();

  /**
   * How many inputs.
   *
   * @return 1 or more
   */
  int length();

  /**
   * Of an array.
   *
   * @param array of a primitive type
   * @param from the first element
   * @param to the one after the last
   * @param first where it begins among all inputs
   */
  @SuppressWarnings("ArrayRecordComponent") // an array is what it is about
  record OfArray(Object array, int from, int to, long first) implements Slice, Serializable {
    @Override
    public int length() {
      return to - from;
    }

    private Object writeReplace() {
      return new Packed(part(), first);
    }

    private Object part() {
      Object part = Array.newInstance(array.getClass().getComponentType(), length());
      System.arraycopy(array, from, part, 0, length());
      return part;
    }
  }

  /**
   * The same on its way.
   *
   * @param part the elements
   * @param first where it begins among all inputs
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Packed(Object part, long first) implements Serializable {
    private Object readResolve() {
      return new OfArray(part, 0, Array.getLength(part), first);
    }
  }

  /**
   * Of a range of numbers, which are no array.
   *
   * @param from the first number
   * @param length how many
   * @param first where it begins among all inputs
   */
  record OfRange(long from, int length, long first) implements Slice {}

  /** Makes a slice from its first element and its length. */
  interface Maker {
    /**
     * One slice.
     *
     * @param from an index, from 0
     * @param length 1 or more
     * @return the slice
     */
    Slice of(int from, int length);
  }

  /**
   * Cuts inputs into slices: short ones first, in case each element takes long, then longer ones, and shorter ones again
   * towards the end, so that all slots finish together.
   *
   * @param inputs how many
   * @param slots how many work at a time
   * @param worthwhile so many take longer than their hand-over, as far as that is known
   * @param maker makes them
   * @return in order, none empty
   */
  static List<Slice> cut(int inputs, int slots, int worthwhile, Maker maker) {
    List<Slice> slices = new ArrayList<>();
    int least = Math.clamp(worthwhile, FIRST, LONGEST_KNOWN);
    int longest = Math.max(LONGEST, least);
    int grown = least;
    for (int from = 0; from < inputs; ) {
      int left = inputs - from;
      int fair = Math.ceilDiv(left, SHARES * slots);
      int length = Math.min(left, Math.clamp(fair, least, grown));
      slices.add(maker.of(from, length));
      from += length;
      grown = Math.min(longest, grown * 2);
    }
    return slices;
  }
}
