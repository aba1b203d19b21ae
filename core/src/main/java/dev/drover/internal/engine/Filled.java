package dev.drover.internal.engine;

import dev.drover.internal.list.ResultList;
import dev.drover.task.Task;
import dev.drover.task.WorkerLocal.Values.Lender;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The items that a calling thread runs one after another, and their values; of use in that thread only. */
/*
 * One object, though it is two things: a call of cheap items takes as long as to make some tens of objects.
 */
final class Filled extends Task.Series {
  /** Which bits of an item's index are its place in a piece. */
  static final int MASK = ResultList.PIECE - 1;

  private static final @Nullable Object[] NONE = {};
  private static final @Nullable Object[][] NO_PIECES = {};

  /** For the next item: one array for all, or a piece. */
  @Nullable Object[] values;
  /** How many there are. */
  int count;

  private final int size;
  private final @Nullable Object[][] pieces;

  /** With room for so many. */
  Filled(int size, OptionalLong seed, Lender lender) {
    super(seed, lender);
    this.size = size;
    boolean whole = isWhole();
    this.values = whole ? new @Nullable Object[size] : NONE;
    this.pieces = whole ? NO_PIECES : new @Nullable Object[Math.ceilDiv(size, ResultList.PIECE)][];
  }

  @Override
  protected long index() {
    return count;
  }

  /** Whether there is one array for all items. */
  boolean isWhole() {
    return size <= ResultList.LARGEST_ARRAY;
  }

  /** Has {@link #values} take that of the next item, and of those up to the one that is given. */
  int room() {
    if (isWhole()) {
      return size;
    }
    int number = count >> ResultList.PIECE_SHIFT;
    int from = number << ResultList.PIECE_SHIFT;
    if (count == from) {
      pieces[number] = new @Nullable Object[Math.min(ResultList.PIECE, size - from)];
    }
    values = pieces[number];
    return from + values.length;
  }

  /** Of all items; nobody uses this any more. */
  <R> List<R> list() {
    return isWhole() ? new ResultList<>(values) : new ResultList<>(pieces, ResultList.PIECE_SHIFT, size);
  }

  /** So far. */
  List<@Nullable Object> values() {
    return this.<@Nullable Object>list().subList(0, count);
  }
}
