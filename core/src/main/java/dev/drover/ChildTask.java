package dev.drover;

import dev.drover.internal.function.Functions;
import dev.drover.task.Call;

/**
 * What a child process runs: the user's function, under the child's name. Children of the child are its own affair, so
 * it ends them as a program does, before its result is given.
 *
 * @param task a {@code Callable} or {@code Runnable}
 * @param identity who the child is
 */
record ChildTask(Object task, ChildIdentity identity) implements Call<Object> {
  @Override
  @SuppressWarnings("NullAway") // what the user's function gives may be null
  public Object call() throws Exception {
    Children.process().become(identity);
    try {
      return Functions.runCall().apply(task);
    } finally {
      Children.process().endAll();
    }
  }
}
