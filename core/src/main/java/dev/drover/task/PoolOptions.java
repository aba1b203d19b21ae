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
 * @param memory the heap of each worker process; by default planned from the memory of the machine
 * @param recycleAfter a worker process is replaced after so many items
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
    OptionalInt recycleAfter,
    Optional<VoidCall> onWorkerStart,
    Duration startTimeout,
    Optional<VoidCall> onWorkerStop,
    List<String> jvmArgs,
    List<EventListener> listeners,
    Optional<Consumer<TaskOutput>> output,
    boolean encodeInline,
    TaskOptions defaults) {
  private static final PoolOptions DEFAULTS = new PoolOptions(
      "drover",
      OptionalInt.empty(),
      Optional.empty(),
      OptionalInt.empty(),
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
    workers.ifPresent(n -> requireOneOrMore("workers", n, "leave it out for the number of cores"));
    if (startTimeout.isNegative() || startTimeout.isZero()) {
      throw new IllegalArgumentException(
          "startTimeout is %s; it must be above zero: leave it out for one minute".formatted(startTimeout));
    }
    recycleAfter.ifPresent(n -> requireOneOrMore("recycleAfter", n, "leave it out to keep workers"));
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
        text, workers, memory, recycleAfter, onWorkerStart, startTimeout, onWorkerStop, jvmArgs, listeners, output,
        encodeInline,
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
        name, OptionalInt.of(count), memory, recycleAfter, onWorkerStart, startTimeout, onWorkerStop, jvmArgs,
        listeners, output,
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
        name, workers, Optional.of(heap), recycleAfter, onWorkerStart, startTimeout, onWorkerStop, jvmArgs, listeners,
        output,
        encodeInline, defaults);
  }

  /**
   * With workers that are replaced after so many items, in the background.
   *
   * @param items 1 or more
   * @return a changed copy
   */
  public PoolOptions recycleAfter(int items) {
    return new PoolOptions(
        name, workers, memory, OptionalInt.of(items), onWorkerStart, startTimeout, onWorkerStop, jvmArgs, listeners,
        output,
        encodeInline, defaults);
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
        name, workers, memory, recycleAfter, Optional.of(code), startTimeout, onWorkerStop, jvmArgs, listeners,
        output, encodeInline,
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
        name, workers, memory, recycleAfter, onWorkerStart, limit, onWorkerStop, jvmArgs, listeners, output,
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
        name, workers, memory, recycleAfter, onWorkerStart, startTimeout, Optional.of(code), jvmArgs, listeners, output,
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
        name, workers, memory, recycleAfter, onWorkerStart, startTimeout, onWorkerStop, List.of(args), listeners,
        output,
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
        name, workers, memory, recycleAfter, onWorkerStart, startTimeout, onWorkerStop, jvmArgs, all, output,
        encodeInline,
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
        name, workers, memory, recycleAfter, onWorkerStart, startTimeout, onWorkerStop, jvmArgs, listeners,
        Optional.of(consumer),
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
        name, workers, memory, recycleAfter, onWorkerStart, startTimeout, onWorkerStop, jvmArgs, listeners, output,
        yes, defaults);
  }

  /**
   * With other options for calls that name none.
   *
   * @param options for {@code map} and its siblings
   * @return a changed copy
   */
  public PoolOptions defaults(TaskOptions options) {
    return new PoolOptions(
        name, workers, memory, recycleAfter, onWorkerStart, startTimeout, onWorkerStop, jvmArgs, listeners, output,
        encodeInline,
        options);
  }

  private static void requireOneOrMore(String what, int count, String otherwise) {
    if (count < 1) {
      throw new IllegalArgumentException("%s is %d; it must be 1 or more: %s".formatted(what, count, otherwise));
    }
  }
}
