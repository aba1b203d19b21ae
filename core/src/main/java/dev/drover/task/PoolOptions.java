package dev.drover.task;

import dev.drover.event.EventListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How a pool is built. Immutable; every method returns a changed copy. Options about processes are ignored by backends
 * without any.
 *
 * @param name what the pool is called in messages and thread names
 * @param workers how many items run at a time at most; by default the cores that this process may use
 * @param memory the heap of each worker process; by default planned from the memory of the machine. An item that ran out of
 *     it is tried again on a worker with more, see {@link Retry#memory()}
 * @param upkeep how workers are kept
 * @param onWorkerStart runs once in each worker process before its first item
 * @param startTimeout how long {@code onWorkerStart} may take in a worker process; one minute by default
 * @param onWorkerStop runs once in each worker process that ends in good order
 * @param jvmArgs more arguments for the JVMs of worker processes
 * @param listeners who is told what happens
 * @param output who gets what items print; by default it goes to the streams of the caller's own process, whole items at a
 *     time
 * @param encodeInline whether the inline backend encodes and decodes as processes do, so that what can't travel shows early
 * @param defaults the options of calls that name none
 */
public record PoolOptions(
    String name,
    OptionalInt workers,
    Optional<ByteSize> memory,
    Upkeep upkeep,
    Optional<VoidCall> onWorkerStart,
    Duration startTimeout,
    Optional<VoidCall> onWorkerStop,
    List<String> jvmArgs,
    List<EventListener> listeners,
    Optional<Consumer<TaskOutput>> output,
    boolean encodeInline,
    TaskOptions defaults) {
  /** How long an idle worker stays where only the bounds of their number are given. */
  private static final Duration IDLE = Duration.ofMinutes(1);

  private static final PoolOptions DEFAULTS = new PoolOptions(
      "drover",
      OptionalInt.empty(),
      Optional.empty(),
      Upkeep.DEFAULTS,
      Optional.empty(),
      Duration.ofMinutes(1),
      Optional.empty(),
      List.of(),
      List.of(),
      Optional.empty(),
      false,
      TaskOptions.defaults());

  /** Copies the lists and checks the numbers. */
  public PoolOptions {
    jvmArgs = List.copyOf(jvmArgs);
    listeners = List.copyOf(listeners);
    workers.ifPresent(n -> Texts.requireOneOrMore("workers", n, "leave it out for the number of cores"));
    if (startTimeout.isNegative() || startTimeout.isZero()) {
      throw new IllegalArgumentException(
          "startTimeout is %s; it must be above zero: leave it out for one minute".formatted(startTimeout));
    }
    requireRoomForHeap(memory, upkeep.residentLimit());
  }

  private static void requireRoomForHeap(Optional<ByteSize> heap, Optional<ByteSize> limit) {
    if (heap.isPresent() && limit.isPresent() && heap.get().bytes() >= limit.get().bytes()) {
      throw new IllegalArgumentException(
          ("residentLimit is %s with a heap of %s; a JVM needs some memory besides its heap: "
              + "raise the limit or lower memory").formatted(limit.get(), heap.get()));
    }
  }

  /**
   * As many workers as cores, everything else as it comes.
   *
   * @return the options
   */
  public static PoolOptions defaultOptions() {
    return DEFAULTS;
  }

  /**
   * With another name.
   *
   * @param text for messages and thread names
   * @return a changed copy
   */
  public PoolOptions name(String text) {
    return new PoolOptions(
        text, workers, memory, upkeep, onWorkerStart, startTimeout, onWorkerStop, jvmArgs, listeners, output, encodeInline,
        defaults);
  }

  /**
   * With a number of workers.
   *
   * @param count 1 or more
   * @return a changed copy
   */
  public PoolOptions workers(int count) {
    return new PoolOptions(
        name, OptionalInt.of(count), memory, upkeep, onWorkerStart, startTimeout, onWorkerStop, jvmArgs, listeners, output,
        encodeInline, defaults);
  }

  /**
   * With so much heap for each worker process.
   *
   * @param heap such as {@code 512m}, see {@link ByteSize#parse}
   * @return a changed copy
   */
  public PoolOptions memory(String heap) {
    return memory(ByteSize.parse(heap));
  }

  /**
   * With so much heap for each worker process.
   *
   * @param heap the amount
   * @return a changed copy
   */
  public PoolOptions memory(ByteSize heap) {
    return new PoolOptions(
        name, workers, Optional.of(heap), upkeep, onWorkerStart, startTimeout, onWorkerStop, jvmArgs, listeners, output,
        encodeInline, defaults);
  }

  /**
   * With workers whose number is kept between two bounds: as many as there is work for, at most {@code max}; those that
   * had nothing to do for a while end, down to {@code min}. They are still started as they are needed. How long that
   * while is says {@link #idleTimeout}, a minute by default.
   *
   * @param min how many idle ones stay, 0 or more
   * @param max how many items run at a time at most, 1 or more and no less than {@code min}
   * @return a changed copy
   */
  public PoolOptions workers(int min, int max) {
    if (min > max) {
      throw new IllegalArgumentException(
          "workers are %d to %d; the first number must not be above the second".formatted(min, max));
    }
    Upkeep bounded = upkeep.minWorkers(min);
    return workers(max).upkeep(bounded.idleTimeout().isPresent() ? bounded : bounded.idleTimeout(IDLE));
  }

  private PoolOptions upkeep(Upkeep changed) {
    return new PoolOptions(
        name, workers, memory, changed, onWorkerStart, startTimeout, onWorkerStop, jvmArgs, listeners, output, encodeInline,
        defaults);
  }

  /**
   * With a cap on the memory of each worker process together with all that it has started: a child that a task runs,
   * and what native code takes, count as well as the heap. What is over it is killed, and the running item fails as
   * {@link Failure.OutOfMemory}. What counts is the resident set; of pages that processes share each has its part. It
   * is looked at a few times a second, so a process that grows fast may be over the cap for a moment. Kept on Linux
   * only.
   *
   * @param size such as {@code 2g}, see {@link ByteSize#parse}; more than the heap, since a JVM needs some besides
   * @return a changed copy
   */
  public PoolOptions residentLimit(String size) {
    return upkeep(upkeep.residentLimit(ByteSize.parse(size)));
  }

  /**
   * With workers that are replaced after so many items, in the background.
   *
   * @param items 1 or more
   * @return a changed copy
   */
  public PoolOptions recycleAfter(int items) {
    return upkeep(upkeep.recycleItems(items));
  }

  /**
   * With workers that are replaced when they are so old, in the background: one works until its replacement is ready.
   *
   * @param age above 0
   * @return a changed copy
   */
  public PoolOptions recycleAfter(Duration age) {
    return upkeep(upkeep.recycleAge(age));
  }

  /**
   * With workers that are replaced when their resident memory has grown by so much since their first batch, in the
   * background: one works until its replacement is ready. Kept on Linux only.
   *
   * @param size such as {@code 500m}; a heap that fills up for the first time counts too
   * @return a changed copy
   */
  public PoolOptions recycleAtGrowth(String size) {
    return upkeep(upkeep.recycleGrowth(ByteSize.parse(size)));
  }

  /**
   * With worker processes that are kept ready besides those that run items, from the first call on: a worker that has
   * died or is to be replaced is replaced by one of them at once.
   *
   * @param count 0 or more
   * @return a changed copy
   */
  public PoolOptions spares(int count) {
    return upkeep(upkeep.spares(count));
  }

  /**
   * With worker processes that end when they had nothing to do for so long; the next demand starts one.
   *
   * @param time above 0
   * @return a changed copy
   */
  public PoolOptions idleTimeout(Duration time) {
    return upkeep(upkeep.idleTimeout(time));
  }

  /**
   * With items that wait while little memory is free on the machine, or in the container: no further one is started
   * then. One at least always runs. Items that run are left alone.
   *
   * @param size such as {@code 1g}, see {@link ByteSize#parse}
   * @return a changed copy
   */
  public PoolOptions minFreeMemory(String size) {
    return upkeep(upkeep.minFreeMemory(ByteSize.parse(size)));
  }

  /**
   * With items that wait while the machine is busy: no further one is started while more threads than this, of all
   * programs, run or want to. One item at least always runs. Kept on Linux only.
   *
   * @param threads above 0
   * @return a changed copy
   */
  public PoolOptions maxLoad(double threads) {
    return upkeep(upkeep.maxLoad(threads));
  }

  /**
   * With something that each worker process does before its first item. Where it throws, or takes longer than
   * {@link #startTimeout(Duration)}, a few workers are tried; then the items that wait fail with the reason.
   *
   * @param code runs in the worker
   * @return a changed copy
   */
  public PoolOptions onWorkerStart(VoidCall code) {
    return new PoolOptions(
        name, workers, memory, upkeep, Optional.of(code), startTimeout, onWorkerStop, jvmArgs, listeners, output, encodeInline,
        defaults);
  }

  /**
   * With another limit to the time of {@link #onWorkerStart(VoidCall)}.
   *
   * @param limit above zero
   * @return a changed copy
   */
  public PoolOptions startTimeout(Duration limit) {
    return new PoolOptions(
        name, workers, memory, upkeep, onWorkerStart, limit, onWorkerStop, jvmArgs, listeners, output,
        encodeInline, defaults);
  }

  /**
   * With something that each worker process does when it ends in good order.
   *
   * @param code runs in the worker; not when it is killed
   * @return a changed copy
   */
  public PoolOptions onWorkerStop(VoidCall code) {
    return new PoolOptions(
        name, workers, memory, upkeep, onWorkerStart, startTimeout, Optional.of(code), jvmArgs, listeners, output,
        encodeInline, defaults);
  }

  /**
   * With more arguments for the JVMs of worker processes.
   *
   * @param args such as {@code --add-modules=jdk.incubator.vector}
   * @return a changed copy
   */
  public PoolOptions jvmArgs(String... args) {
    return new PoolOptions(
        name, workers, memory, upkeep, onWorkerStart, startTimeout, onWorkerStop, List.of(args), listeners, output,
        encodeInline, defaults);
  }

  /**
   * With one more listener.
   *
   * @param listener is told what happens, from threads of the pool
   * @return a changed copy
   */
  public PoolOptions listener(EventListener listener) {
    List<EventListener> all = new ArrayList<>(listeners);
    all.add(listener);
    return new PoolOptions(
        name, workers, memory, upkeep, onWorkerStart, startTimeout, onWorkerStop, jvmArgs, all, output, encodeInline,
        defaults);
  }

  /**
   * With somebody who gets what items print.
   *
   * @param consumer called from threads of the pool, one piece at a time
   * @return a changed copy
   */
  public PoolOptions output(Consumer<TaskOutput> consumer) {
    return new PoolOptions(
        name, workers, memory, upkeep, onWorkerStart, startTimeout, onWorkerStop, jvmArgs, listeners, Optional.of(consumer),
        encodeInline, defaults);
  }

  /**
   * With an inline backend that encodes and decodes functions, inputs and results as processes do.
   *
   * @param yes whether to
   * @return a changed copy
   */
  public PoolOptions encodeInline(boolean yes) {
    return new PoolOptions(
        name, workers, memory, upkeep, onWorkerStart, startTimeout, onWorkerStop, jvmArgs, listeners, output, yes, defaults);
  }

  /**
   * With other options for calls that name none.
   *
   * @param options for {@code map} and its siblings
   * @return a changed copy
   */
  public PoolOptions defaults(TaskOptions options) {
    return new PoolOptions(
        name, workers, memory, upkeep, onWorkerStart, startTimeout, onWorkerStop, jvmArgs, listeners, output, encodeInline,
        options);
  }
}
