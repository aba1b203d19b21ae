package dev.drover.task;

import java.io.Serializable;

/** A {@link Fn} from {@code double} to {@code double}, without a box for either. */
@FunctionalInterface
public interface DoubleFn extends Serializable {
  /**
   * Computes the result for one input.
   *
   * @param input the input
   * @return the result
   * @throws Exception whatever the function throws; it becomes the failure of its slice
   */
  double apply(double input) throws Exception;
}
