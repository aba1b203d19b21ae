package dev.drover.task;

import java.io.Serializable;

/** A {@link Fn} from {@code long} to {@code long}, without a box for either. */
@FunctionalInterface
public interface LongFn extends Serializable {
  /**
   * Computes the result for one input.
   *
   * @param input the input
   * @return the result
   * @throws Exception whatever the function throws; it becomes the failure of its slice
   */
  long apply(long input) throws Exception;
}
