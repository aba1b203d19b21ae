package dev.drover.task;

import java.io.Serializable;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs a failed item once more, in the thread that asks for it: under a debugger, with a profiler, with more logging. Used by
 * {@link Failure#replay()}.
 *
 * <p>It does not travel: of what was serialised and read back nothing can be run. All replays are equal, so that evidence is
 * compared by what is known.
 */
public final class Replay implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Replay NONE = new Replay(null);

  private final transient @Nullable Item item;

  /** What ran, and as which item. */
  private record Item(Fn<Object, Object> function, Object input, long index, int attempt, OptionalLong seed) {}

  private Replay(@Nullable Item item) {
    this.item = item;
  }

  /**
   * There is nothing to run.
   *
   * @return the same always
   */
  public static Replay none() {
    return NONE;
  }

  /**
   * For engines: what to run again.
   *
   * @param function of the call
   * @param input the caller's object
   * @param index its place among the inputs, from 0
   * @param attempt the last one, which the function sees again
   * @param seed of the call
   * @return the replay
   */
  public static Replay of(Fn<Object, Object> function, Object input, long index, int attempt, OptionalLong seed) {
    return new Replay(new Item(function, input, index, attempt, seed));
  }

  /**
   * Runs it in this thread, with no limits and no isolation: what hung hangs, and what called {@code System.exit} does.
   *
   * @return what the function returns this time, may be null
   * @throws Exception what the function throws this time
   * @throws IllegalStateException if there is nothing to run
   */
  public @Nullable Object run() throws Exception {
    Item what = item;
    if (what == null) {
      throw new IllegalStateException(
          "this failure has no item that could be run again: it was not made by a call of a pool in this process");
    }
    Task outer = Task.current().orElse(null);
    Task.enter(new Task(what.index, what.attempt, what.seed, new AtomicLong()));
    try {
      return what.function.apply(what.input);
    } finally {
      Task.enter(outer);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Replay;
  }

  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public String toString() {
    return item == null ? "nothing" : "item " + item.index;
  }
}
