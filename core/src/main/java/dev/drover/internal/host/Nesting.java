package dev.drover.internal.host;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a worker process knows of those above it, so that pools opened inside tasks share what their worker may use and don't
 * take the whole machine once more.
 *
 * @param depth how many processes are above: 0 in a program, 1 in its workers
 * @param memory bytes that this process and all that it starts may plan with, if it is a worker
 */
public record Nesting(int depth, OptionalLong memory) {
  /** A task that opens a pool which runs the same task would start processes for ever. */
  public static final int DEEPEST = 8;

  private static final String DEPTH = "DROVER_DEPTH";
  private static final String MEMORY = "DROVER_MEMORY";

  /** By the parent's welcome, in a worker; 0 for never. */
  private static volatile long told;

  /** Not looked at before it is needed: few workers do. */
  private static final class OfThisProcess {
    private static final Nesting VALUE = of(System.getenv()).with(told);
  }

  /**
   * Of this process.
   *
   * @return what its parent has told it
   */
  public static Nesting ofThisProcess() {
    return OfThisProcess.VALUE;
  }

  /**
   * In a worker, before its tasks begin: a share other than the one that it was started with.
   *
   * @param memory bytes that this process and all that it starts may plan with; 0 for no other
   */
  public static void tell(long memory) {
    told = memory;
  }

  private Nesting with(long share) {
    return share == 0 ? this : new Nesting(depth, OptionalLong.of(share));
  }

  static Nesting of(Map<String, String> environment) {
    OptionalLong depth = number(environment, DEPTH);
    return new Nesting((int) Math.min(depth.orElse(0), Integer.MAX_VALUE), number(environment, MEMORY));
  }

  private static OptionalLong number(Map<String, String> environment, String name) {
    String text = environment.get(name);
    return text != null && text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  /**
   * Whether this process is a worker.
   *
   * @return true below a program
   */
  public boolean isWorker() {
    return depth > 0;
  }

  /**
   * Fails if workers of this process would be too deep.
   *
   * @throws IllegalStateException if they would
   */
  public void requireRoomBelow() {
    if (depth >= DEEPEST) {
      throw new IllegalStateException(("a pool of processes was opened inside a task that runs %d processes deep; %d is the most:"
          + " does the task open a pool for itself? Open the pool outside of the task, or use threads inside it")
          .formatted(depth, DEEPEST));
    }
  }

  /**
   * Tells a process that is about to be started.
   *
   * @param environment its
   * @param share bytes that it may plan with
   */
  public void tellChild(Map<String, String> environment, long share) {
    environment.put(DEPTH, Integer.toString(depth + 1));
    environment.put(MEMORY, Long.toString(share));
  }
}
