package dev.drover.task;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * The item that the calling thread runs at this moment: what a function may ask about itself, and what it may tell.
 *
 * <p>Works alike on every backend and in worker processes. Of use in the thread that runs the item only.
 */
public final class Task {
  /** A task or a {@link Series} of them. */
  private static final ThreadLocal<@Nullable Object> CURRENT = new ThreadLocal<>();

  /** Odd, so that neighbouring indexes give distant seeds (the constant of SplittableRandom). */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long index;
  private final int attempt;
  private final OptionalLong seed;
  private final AtomicLong heartbeat;
  private @Nullable RandomGenerator random;

  /**
   * For backends: an item that is about to run.
   *
   * @param index its place among the inputs
   * @param attempt 1 for the first
   * @param seed of the call
   * @param heartbeat set to {@code System.nanoTime()} at each {@link #progress()}
   */
  public Task(long index, int attempt, OptionalLong seed, AtomicLong heartbeat) {
    this.index = index;
    this.attempt = attempt;
    this.seed = seed;
    this.heartbeat = heartbeat;
  }

  /**
   * The item that this thread runs.
   *
   * @return empty outside of a task
   */
  public static Optional<Task> current() {
    return Optional.ofNullable(ofThisThread());
  }

  private static @Nullable Task ofThisThread() {
    Object current = CURRENT.get();
    return current instanceof Series series ? series.task() : (Task) current;
  }

  /** Those of the series that runs in this thread, if it has some of its own. */
  static WorkerLocal.@Nullable Values lentToThisThread() {
    return CURRENT.get() instanceof Series series ? series.values() : null;
  }

  /**
   * For backends: sets the item of this thread.
   *
   * @param task null when it has ended
   * @return what was set before, for {@link #restore}
   */
  public static @Nullable Object enter(@Nullable Task task) {
    Object before = CURRENT.get();
    CURRENT.set(task); // null, and not removed: what is removed has to be made again for the next
    return before;
  }

  /**
   * For backends: an item has ended that this thread ran within another one.
   *
   * @param before what {@link #enter} gave
   */
  public static void restore(@Nullable Object before) {
    CURRENT.set(before);
  }

  /**
   * For the engine: items that one thread runs one straight after another. A task is made for an item only if somebody asks for
   * it, since making one costs more than a cheap item. Of use in that thread only.
   */
  public static class Series {
    private final OptionalLong seed;
    private final int attempt;
    private final @Nullable AtomicLong heartbeat;
    private final WorkerLocal.Values.@Nullable Lender lender;
    private WorkerLocal.@Nullable Values borrowed;
    private long index = -1;
    private @Nullable Task asked;

    /**
     * All of a call, one after another; a subclass knows the {@link #index} of the one that runs. Nobody asks whether they make
     * progress.
     *
     * @param seed of the call
     * @param lender of the values of {@link WorkerLocal}s
     */
    protected Series(OptionalLong seed, WorkerLocal.Values.Lender lender) {
      this.attempt = 1;
      this.seed = seed;
      this.heartbeat = null;
      this.lender = lender;
    }

    /**
     * None has begun yet; {@link #enter} tells of each.
     *
     * @param attempt which attempt it is for all of them
     * @param seed of the call
     * @param heartbeat as in {@link Task#Task}
     */
    public Series(int attempt, OptionalLong seed, AtomicLong heartbeat) {
      this.attempt = attempt;
      this.seed = seed;
      this.heartbeat = heartbeat;
      this.lender = null;
    }

    /**
     * Runs code whose items these are, in this thread.
     *
     * @param items one after another, counted
     */
    public final void during(Runnable items) {
      Object before = CURRENT.get();
      CURRENT.set(this);
      try {
        items.run();
      } finally {
        CURRENT.set(before);
        giveBack();
      }
    }

    private void giveBack() {
      if (lender != null && borrowed != null) {
        lender.giveBack(borrowed);
        borrowed = null;
      }
    }

    /** Borrowed when the first item asks, since that takes as long as some cheap items. */
    private WorkerLocal.@Nullable Values values() {
      if (lender != null && borrowed == null) {
        borrowed = lender.borrow();
      }
      return borrowed;
    }

    /**
     * An item is about to run, and is the task of this thread from now on.
     *
     * @param next its place among the inputs
     */
    public final void enter(long next) {
      index = next;
      CURRENT.set(this);
    }

    /**
     * Which one runs.
     *
     * @return its place among the inputs
     */
    protected long index() {
      return index;
    }

    private Task task() {
      long present = index();
      Task task = asked;
      if (task == null || task.index != present) {
        task = new Task(present, attempt, seed, heartbeat == null ? new AtomicLong() : heartbeat);
        asked = task;
      }
      return task;
    }
  }

  /** Tells that the item makes progress: its stall timeout begins anew. Does nothing outside of a task. */
  public static void progress() {
    Task task = ofThisThread();
    if (task != null) {
      task.heartbeat.setRelease(System.nanoTime());
    }
  }

  /**
   * Random numbers that depend on the call's seed and the item's index only: the same on every backend, with every number
   * of workers, at every attempt.
   *
   * @return the item's own generator; without a seed, or outside of a task, one that differs from run to run
   */
  public static RandomGenerator random() {
    Task task = ofThisThread();
    return task == null ? RandomGenerator.getDefault() : task.ownRandom();
  }

  private RandomGenerator ownRandom() {
    RandomGenerator r = random;
    if (r == null) {
      r = seed.isPresent()
          ? RandomGeneratorFactory.of("L64X128MixRandom").create(seed.getAsLong() ^ (index + 1) * GOLDEN)
          : RandomGenerator.of("L64X128MixRandom");
      random = r;
    }
    return r;
  }

  /**
   * Which input it is.
   *
   * @return its place among the inputs, from 0
   */
  public long index() {
    return index;
  }

  /**
   * Which attempt it is.
   *
   * @return 1 for the first
   */
  public int attempt() {
    return attempt;
  }
}
