package dev.drover.task;

import java.io.Serializable;

/**
 * A function of two inputs that can travel to another process; see {@link Fn} for what holds of both.
 *
 * @param <A> the first input
 * @param <B> the second input
 * @param <R> the result
 */
@FunctionalInterface
public interface BiFn<A, B, R> extends Serializable {
  /**
   * Computes the result for a pair of inputs.
   *
   * @param first the first input
   * @param second the second input
   * @return the result
   * @throws Exception whatever the function throws; it becomes the item's {@link Failure.Threw}
   */
  R apply(A first, B second) throws Exception;
}
