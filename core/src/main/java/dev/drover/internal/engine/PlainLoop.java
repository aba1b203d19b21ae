package dev.drover.internal.engine;

import dev.drover.internal.function.OwnLoop;
import dev.drover.task.Fn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loop itself. Its class file is the mould of {@link OwnLoop}, so it has no nested classes, no lambdas and no state.
 */
/*
 * Of a thousand squares, in multiples of the loop that a user would write: 0.85 as it stands here. With an ArrayList 1.05, which
 * checks its room at each value, and any list of the program that outgrew its room is in the profile of that; and then with the
 * item's index kept for each item 1.3, with a look whether to stop 1.25, with a handler for what the list throws 1.15. With one index
 * for the inputs and another one for the values 1.4.
 */
final class PlainLoop implements ItemLoop {
  @Override
  public void run(List<?> inputs, Fn<Object, Object> function, Filled filled, int from, int end) throws Exception {
    if (filled.isWhole()) {
      whole(inputs, function, filled, from, end);
    } else {
      piece(inputs, function, filled, from, end);
    }
  }

  private static void whole(List<?> inputs, Fn<Object, Object> function, Filled filled, int from, int end) throws Exception {
    @Nullable Object[] values = filled.values;
    for (int i = from; i < end; i++) {
      values[i] = function.apply(inputs.get(i));
      filled.count = i + 1;
    }
  }

  /** With a mask the same takes 1.2 to 1.4 times as long; of long lists the memory takes more. */
  private static void piece(List<?> inputs, Fn<Object, Object> function, Filled filled, int from, int end) throws Exception {
    @Nullable Object[] values = filled.values;
    for (int i = from; i < end; i++) {
      values[i & Filled.MASK] = function.apply(inputs.get(i));
      filled.count = i + 1;
    }
  }
}
