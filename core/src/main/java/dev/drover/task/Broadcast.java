package dev.drover.task;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that many items need: a dictionary, a table, a model. It travels to each worker once, when the first item there asks
 * for it, and not with each function and input that mentions it.
 *
 * <pre>{@code
 * Broadcast<Map<String, Integer>> words = pool.broadcast(dictionary);
 * List<Integer> ranks = pool.map(texts, text -> words.value().get(text));
 * }</pre>
 *
 * <p>All items of a worker get the same object, so it must not be changed. On threads it is the caller's own. Values with the
 * same content travel once. A worker keeps the value as long as a function that it has mentions the broadcast; the copy on
 * disk goes with the last use of this object, or with the pool. Thread-safe. Two broadcasts are equal only if they are the same.
 *
 * @param <T> the value
 */
public final class Broadcast<T> {
  private @Nullable Supplier<? extends T> source;
  private @Nullable T value;

  private Broadcast(@Nullable Supplier<? extends T> source, @Nullable T value) {
    this.source = source;
    this.value = value;
  }

  /**
   * A value that is there.
   *
   * @param value must not be changed from now on
   * @param <T> the value
   * @return what tasks ask for it
   */
  public static <T> Broadcast<T> of(T value) {
    return new Broadcast<>(null, value);
  }

  /**
   * A value that is made when somebody asks for the first time.
   *
   * @param source called once, unless it throws; then it is called again by the next who asks
   * @param <T> the value
   * @return what tasks ask for it
   */
  public static <T> Broadcast<T> lazily(Supplier<? extends T> source) {
    return new Broadcast<>(source, null);
  }

  /**
   * The value. In a worker process the first call reads it, and the others wait for that.
   *
   * @return the value, the same object at each call
   * @throws IllegalStateException if it can't be rebuilt in this process; the message says why
   */
  @SuppressWarnings("NullAway") // null only if T says so
  public synchronized T value() {
    if (source != null) {
      value = source.get();
      source = null;
    }
    return value;
  }
}
