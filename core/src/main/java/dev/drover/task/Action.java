package dev.drover.task;

import java.io.Serializable;

/**
 * Something to do with one input, without a result, that can travel to another process; see {@link Fn}.
 *
 * @param <T> the input
 */
@FunctionalInterface
public interface Action<T> extends Serializable {
  /**
   * Does it.
   *
   * @param input the input
   * @throws Exception whatever the action throws; it becomes the item's {@link Failure.Threw}
   */
  void accept(T input) throws Exception;
}
