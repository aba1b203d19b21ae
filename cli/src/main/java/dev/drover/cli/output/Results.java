package dev.drover.cli.output;

import dev.drover.cli.input.Item;
import dev.drover.task.Failure;
import dev.drover.task.Timing;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where results go. Used by one thread, but for {@link #flush()}. */
public interface Results {
  /**
   * An item has a value.
   *
   * @param index which input
   * @param item the input
   * @param value the result
   * @param timing how long it took
   * @throws IOException if it can't be written
   */
  void ok(long index, Item item, @Nullable Object value, Timing timing) throws IOException;

  /**
   * An item failed for good.
   *
   * @param index which input
   * @param item the input
   * @param failure why
   * @throws IOException if it can't be written
   */
  default void failed(long index, Item item, Failure failure) throws IOException {}

  /**
   * Lets go of what has been kept back.
   *
   * @throws IOException if it can't be written
   */
  default void flush() throws IOException {}

  /**
   * Results that nobody wants.
   *
   * @return drops everything
   */
  static Results none() {
    return (index, item, value, timing) -> { };
  }
}
