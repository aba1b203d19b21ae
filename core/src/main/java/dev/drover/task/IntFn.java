package dev.drover.task;

import java.io.Serializable;

/** A {@link Fn} from {@code int} to {@code int}, without a box for either. */
@FunctionalInterface
public interface IntFn extends Serializable {
  /**
   * Computes the result for one input.
   *
   * @param input the input
   * @return the result
   * @throws Exception whatever the function throws; it becomes the failure of its slice
   */
  int apply(int input) throws Exception;
}
