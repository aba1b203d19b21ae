package dev.drover.internal.engine;

import dev.drover.internal.engine.Scene.Fate;
import dev.drover.internal.host.Strain;
import dev.drover.spi.Assignment;
import dev.drover.task.PoolOptions;
import dev.drover.task.Retry;
import dev.drover.task.TaskOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.RandomAccess;
import java.util.stream.IntStream;

/**
 * The engine's own {@link Dispatcher}, {@link Run}, {@link Batcher} and {@link Report} over workers that do not exist,
 * in one thread and in no time: a virtual clock jumps from one event to the next. So ten thousand workers, hours of
 * work and pauses between attempts are simulated in moments, and the same scene always gives the same figures.
 *
 * <p>What is left out: a worker asks for its next batch when it has ended the one before; messages take no time but
 * that of the hand-over. What is real: the time and the memory that each decision costs, which is measured on the way.
 */
public final class Simulation {
  private final Scene scene;
  private final Tally tally;
  private final Dispatcher dispatcher;
  private final Run run;
  private final PriorityQueue<VirtualWorker> busy = new PriorityQueue<>();
  private final Deque<VirtualWorker> idle = new ArrayDeque<>();
  private long now;
  private long batches;
  private long decisionNanos;

  /**
   * What came of it.
   *
   * @param succeeded items with a value
   * @param failed items without
   * @param makespanNanos virtual, from the first hand-over to the last end
   * @param lowerBoundNanos virtual, what no schedule can undercut
   * @param batches handed out
   * @param decisionNanos real, to find and hand out all batches
   */
  public record Figures(
      long succeeded, long failed, long makespanNanos, long lowerBoundNanos, long batches, long decisionNanos) {
    /**
     * How much longer than the best possible.
     *
     * @return 1 for a perfect schedule
     */
    public double stretch() {
      return makespanNanos / (double) lowerBoundNanos;
    }

    /**
     * What it costs to choose a batch and hand it out.
     *
     * @return real nanoseconds
     */
    public double nanosPerDecision() {
      return decisionNanos / (double) batches;
    }
  }

  private Simulation(Scene scene, Pace pace) {
    this.scene = scene;
    this.tally = new Tally(scene.items());
    Admission admission =
        new Admission(PoolOptions.defaultOptions().upkeep(), () -> Strain.of(Path.of("/")), () -> now);
    this.dispatcher = new Dispatcher(scene.workers(), List.of(), admission, () -> now);
    this.run = new Run(x -> x, scene.options(), tally, dispatcher, _ -> new ListInputs(new Numbers(scene.items()), 0));
    run.remembers(pace);
  }

  /**
   * Plays a scene to its end.
   *
   * @param scene what
   * @return the figures
   */
  public static Figures play(Scene scene) {
    return play(scene, new Pace());
  }

  /** One of several calls: what an item takes is remembered from each to the next. */
  static Figures play(Scene scene, Pace pace) {
    Simulation simulation = new Simulation(scene, pace);
    simulation.begin();
    simulation.playToTheEnd();
    return simulation.figures();
  }

  /**
   * The memory that an item takes in this process while it waits to be tried again: all items of a call fail once, and
   * none is due.
   *
   * @param items how many
   * @return bytes of the heap for each
   */
  public static double bytesPerWaitingItem(int items) {
    Duration later = Duration.ofDays(1);
    TaskOptions options = TaskOptions.defaults().buffer(items).retries(Retry.times(1).backoff(later, 1, later));
    Simulation simulation = new Simulation(Scene.of(1, items, _ -> 1_000).with((_, _) -> Fate.THROWS, options), new Pace());
    simulation.begin();
    long before = liveBytes();
    simulation.feed();
    while (!simulation.busy.isEmpty()) {
      simulation.next();
      simulation.feed();
    }
    long after = liveBytes();
    if (simulation.run.queued() != items) {
      throw new IllegalStateException("%d of %d items wait".formatted(simulation.run.queued(), items));
    }
    return (after - before) / (double) items;
  }

  private static long liveBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void begin() {
    IntStream.range(0, scene.workers()).forEach(i -> idle.add(new VirtualWorker(scene, i)));
    dispatcher.lock.lock();
    try {
      dispatcher.started(run);
      run.share.open();
      run.advance();
    } finally {
      dispatcher.unlock();
    }
  }

  private void playToTheEnd() {
    while (!run.ended()) {
      feed();
      next();
    }
  }

  private void next() {
    now = nextEvent();
    VirtualWorker first = busy.peek();
    if (first != null && first.endsAt() == now) {
      busy.remove();
      (first.step() ? idle : busy).add(first);
    }
  }

  private void feed() {
    while (!idle.isEmpty()) {
      Optional<Assignment> next = decide();
      if (next.isEmpty()) {
        return;
      }
      VirtualWorker worker = idle.remove();
      worker.begin(next.get(), now);
      busy.add(worker);
    }
  }

  private Optional<Assignment> decide() {
    long begin = System.nanoTime();
    Optional<Assignment> next = dispatcher.poll();
    if (next.isPresent()) {
      decisionNanos += System.nanoTime() - begin;
      batches++;
    }
    return next;
  }

  /** The end of an item, or a moment at which a paused item may be handed to somebody who has nothing to do. */
  private long nextEvent() {
    long ends = busy.isEmpty() ? Long.MAX_VALUE : busy.element().endsAt();
    long due = idle.isEmpty() ? Long.MAX_VALUE : run.nextDue().orElse(Long.MAX_VALUE);
    if (Math.min(ends, due) == Long.MAX_VALUE) {
      throw new IllegalStateException(
          "nobody works and nothing is due, but the run has not ended at %d ns".formatted(now));
    }
    return Math.max(now, Math.min(ends, due));
  }

  private Figures figures() {
    return new Figures(
        tally.succeeded(), tally.failed(), now, scene.lowerBoundNanos(), batches, decisionNanos);
  }

  /** The numbers from 0, without a place in memory for each. */
  private static final class Numbers extends AbstractList<Object> implements RandomAccess {
    private final int size;

    Numbers(int size) {
      this.size = size;
    }

    @Override
    public Object get(int index) {
      return index;
    }

    @Override
    public int size() {
      return size;
    }
  }
}
