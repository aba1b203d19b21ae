package dev.drover.task;

import java.io.Serializable;

/**
 * A function over a stretch of an array: a plain loop over it is what a JVM compiles best.
 *
 * <pre>{@code
 * SliceFn<double[], Double> sum = (array, from, to) -> {
 *   double total = 0;
 *   for (int i = from; i < to; i++) {
 *     total += array[i];
 *   }
 *   return total;
 * };
 * }</pre>
 *
 * @param <A> an array of a primitive type
 * @param <R> the result
 */
@FunctionalInterface
public interface SliceFn<A, R> extends Serializable {
  /**
   * Computes the result for one slice.
   *
   * @param array only to be read, from {@code from} to {@code to}: on threads it is the caller's whole array, in a worker
   *     process a copy of the slice, with other bounds
   * @param from the first element
   * @param to the one after the last
   * @return the result
   * @throws Exception whatever the function throws; it becomes the failure of the slice
   */
  R apply(A array, int from, int to) throws Exception;
}
