package dev.drover.internal.engine;

import dev.drover.task.Failure;
import dev.drover.task.TaskFailedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The results of {@code map}: by index, without an object for each; and the first failure. Guarded by the lock. */
final class ListSink implements Sink {
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private @Nullable Object[] values;
  private long done;
  private long size;
  private @Nullable TaskFailedException failure;

  ListSink(long expected) {
    this.values = new Object[Math.clamp(expected, 16, MAX_ARRAY)];
  }

  /** With the results of the first items. */
  ListSink(long expected, List<?> first) {
    this(Math.max(expected, first.size()));
    values = first.toArray(values);
    done = first.size();
    size = first.size();
  }

  @Override
  public void ok(long index, @Nullable Object input, @Nullable Object value, long nanos) {
    if (index >= MAX_ARRAY) {
      throw new IllegalStateException("map has more results than a list can hold: use stream or outcomes");
    }
    if (index >= values.length) {
      values = Arrays.copyOf(values, Math.clamp(index * 2, 16, MAX_ARRAY));
    }
    values[(int) index] = value;
    size = Math.max(size, index + 1);
    done++;
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

  @Nullable TaskFailedException failure() {
    return failure;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the function gave R, or null
  <R> List<R> list() {
    @Nullable Object[] exact = size == values.length ? values : Arrays.copyOf(values, (int) size);
    return (List<R>) new ArrayList<>(Arrays.asList(exact));
  }
}
