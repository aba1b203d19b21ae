package dev.drover.internal.engine;

import dev.drover.internal.function.OwnLoop;
import dev.drover.task.Fn;
import dev.drover.task.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loop itself. Its class file is also the mould of {@link OwnLoop}, so it has no nested classes, no lambdas and no state.
 */
final class PlainLoop implements ItemLoop {
  @Override
  public void run(Lead lead, List<?> inputs, Fn<Object, Object> function, int end) throws Exception {
    Task.Series tasks = lead.tasks();
    List<@Nullable Object> values = lead.values();
    for (int i = lead.next(); i < end && !lead.isStopped(); i++) {
      Object input = inputs.get(i);
      tasks.begin(i);
      values.add(function.apply(input));
    }
  }
}
