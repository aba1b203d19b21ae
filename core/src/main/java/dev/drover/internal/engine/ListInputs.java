package dev.drover.internal.engine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Inputs that are all there and can be reached by position: taken straight from the list. */
final class ListInputs implements Inputs {
  private final List<?> list;
  private final int size;
  private int next;
  private long limit = Long.MAX_VALUE;
  private @Nullable Throwable failure;

  ListInputs(List<?> list, int from) {
    this.list = list;
    this.size = list.size();
    this.next = from;
  }

  @Override
  public List<Object> take(int most) {
    int end = (int) Math.min(Math.min((long) next + most, size), Math.max(limit, next));
    @Nullable Object[] taken = new @Nullable Object[end - next];
    int count = 0;
    try {
      for (; count < taken.length; count++) {
        taken[count] = list.get(next + count);
      }
      next = end;
    } catch (RuntimeException e) { // a list of the user's own
      failure = e;
      next = size;
      taken = Arrays.copyOf(taken, count);
    }
    return asList(taken);
  }

  @SuppressWarnings("NullAway") // inputs may be null
  private static List<Object> asList(@Nullable Object[] taken) {
    return Arrays.asList(taken);
  }

  @Override
  public long left() {
    return (long) size - next;
  }

  @Override
  public int ready() {
    return (int) Math.max(0, Math.min(size, limit) - next);
  }

  @Override
  public boolean exhausted() {
    return next == size;
  }

  @Override
  public @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public List<Object> stop() {
    next = size;
    return List.of();
  }

  @Override
  public void allow(long newLimit) {
    limit = newLimit;
  }
}
