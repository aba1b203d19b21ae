package dev.drover.task;

import java.io.Serializable;

/**
 * A function from one input to one result that can travel to another process.
 *
 * <p>It is {@link Serializable}, so a lambda written where an {@code Fn} is expected needs no cast, and it may throw
 * checked exceptions. It must be safe to call from many threads at once unless it only runs on worker processes, where
 * each worker runs one item at a time. What it captures is copied to a worker, so changes made there are not seen by the
 * caller.
 *
 * @param <T> the input
 * @param <R> the result
 */
@FunctionalInterface
public interface Fn<T, R> extends Serializable {
  /**
   * Computes the result for one input.
   *
   * @param input the input
   * @return the result
   * @throws Exception whatever the function throws; it becomes the item's {@link Failure.Threw}
   */
  R apply(T input) throws Exception;
}
