package dev.drover.internal.engine;

import dev.drover.internal.list.ResultList;
import dev.drover.task.Failure;
import dev.drover.task.TaskFailedException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The results of {@code map}: by index, without an object for each; and the first failure. Guarded by the lock. */
/*
 * In pieces, which are made when they are needed: an array for all of a million results is none of the young objects for the
 * collector, and each store of a young one into it has to be noted and looked at. That took longer than to read the results.
 */
final class ListSink implements Sink {
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;
  private static final int PIECE = ResultList.PIECE;
  private static final @Nullable Object[] NONE = {};

  private final long expected;
  private @Nullable Object[][] pieces;
  private long done;
  private long size;
  private @Nullable TaskFailedException failure;

  ListSink(long expected) {
    this.expected = expected;
    this.pieces = new Object[0][];
  }

  /** With the results of the first items. */
  ListSink(long expected, List<?> first) {
    this(Math.max(expected, first.size()));
    for (Object value : first) {
      put(size, value);
    }
    done = size;
  }

  @Override
  public void ok(long index, @Nullable Object input, @Nullable Object value, long nanos) {
    if (index >= MAX_ARRAY) {
      throw new IllegalStateException("map has more results than a list can hold: use stream or outcomes");
    }
    put(index, value);
    done++;
  }

  @Override
  public boolean ok(long first, @Nullable Object[] values) {
    if (first + values.length > MAX_ARRAY) {
      return false;
    }
    for (int copied = 0; copied < values.length; ) {
      long index = first + copied;
      int place = (int) (index % PIECE);
      int count = Math.min(values.length - copied, PIECE - place);
      System.arraycopy(values, copied, piece((int) (index / PIECE), place + count - 1), place, count);
      copied += count;
    }
    done += values.length;
    size = Math.max(size, first + values.length);
    return true;
  }

  @Override
  public boolean asksForTimes() {
    return false;
  }

  private void put(long index, @Nullable Object value) {
    int place = (int) (index % PIECE);
    piece((int) (index / PIECE), place)[place] = value;
    size = Math.max(size, index + 1);
  }

  /** With room for this place. */
  private @Nullable Object[] piece(int number, int place) {
    if (number >= pieces.length) {
      int known = pieces.length;
      pieces = Arrays.copyOf(pieces, Math.max(number + 1, 2 * known));
      Arrays.fill(pieces, known, pieces.length, NONE);
    }
    if (place >= pieces[number].length) {
      pieces[number] = Arrays.copyOf(pieces[number], room(number, place));
    }
    return pieces[number];
  }

  private int room(int number, int place) {
    long left = expected < 0 ? 2L * place : expected - (long) number * PIECE;
    return Math.clamp(Math.max(left, place + 1L), expected < 0 ? 16 : 1, PIECE);
  }

  @Override
  @SuppressWarnings("NullAway") // an input may be null, and then the message says so
  public void failed(long index, @Nullable Object input, Failure why) {
    done++;
    if (failure == null) {
      failure = new TaskFailedException(index, input, why);
    }
  }

  @Override
  public long consumed() {
    return done;
  }

  /** Values are of use only when all of them are there. */
  @Override
  public boolean hasNews() {
    return failure != null;
  }

  @Override
  public boolean endsAtFailure() {
    return true;
  }

  @Nullable TaskFailedException failure() {
    return failure;
  }

  <R> List<R> list() {
    return size > ResultList.LARGEST_ARRAY
        ? new ResultList<>(pieces, ResultList.PIECE_SHIFT, (int) size)
        : new ResultList<>(inOneArray());
  }

  private @Nullable Object[] inOneArray() {
    @Nullable Object[] all = new @Nullable Object[(int) size];
    for (int i = 0, from = 0; from < size; i++, from += PIECE) {
      System.arraycopy(pieces[i], 0, all, from, Math.min(pieces[i].length, all.length - from));
    }
    return all;
  }
}
