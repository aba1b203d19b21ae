package dev.drover.task;

import org.jspecify.annotations.Nullable;

/**
 * What became of one item: exactly one per input, whatever happened to the item or to the worker that ran it.
 *
 * <p>Made for a {@code switch} over its two records:
 *
 * <pre>{@code
 * switch (outcome) {
 *   case Outcome.Ok<Path, String> ok -> save(ok.input(), ok.value());
 *   case Outcome.Failed<Path, String> failed -> log(failed.input(), failed.failure());
 * }
 * }</pre>
 *
 * @param <T> the input
 * @param <R> the result
 */
public sealed interface Outcome<T, R> {
  /**
   * Which input it was.
   *
   * @return its place among the inputs, from 0
   */
  long index();

  /**
   * The input itself: the caller's object, never a copy that went to a worker and back.
   *
   * @return the input
   */
  T input();

  /**
   * The value, or the failure as an exception.
   *
   * @return the value
   * @throws TaskFailedException if the item failed
   */
  R get();

  /**
   * Whether there is a value.
   *
   * @return true for {@link Ok}
   */
  default boolean isOk() {
    return this instanceof Ok;
  }

  /**
   * The item has a value.
   *
   * @param index its place among the inputs, from 0
   * @param input the caller's object
   * @param value the result
   * @param timing how long it took
   * @param <T> the input
   * @param <R> the result
   */
  record Ok<T, R>(long index, T input, R value, Timing timing) implements Outcome<T, R> {
    @Override
    public R get() {
      return value;
    }
  }

  /**
   * The item has no value, for good: every retry is used up.
   *
   * @param index its place among the inputs, from 0
   * @param input the caller's object
   * @param failure why
   * @param <T> the input
   * @param <R> the result
   */
  record Failed<T, R>(long index, T input, Failure failure) implements Outcome<T, R> {
    @Override
    public R get() {
      throw new TaskFailedException(index, input, failure);
    }

    /**
     * Runs the item once more in the calling thread, see {@link Failure#replay()}.
     *
     * @return what the function returns this time, may be null
     * @throws Exception what the function throws this time
     * @throws IllegalStateException if the outcome was not made by a call of a pool in this process
     */
    @SuppressWarnings("unchecked") // it is the function of the call
    public @Nullable R replay() throws Exception {
      return (R) failure.replay();
    }
  }
}
