package dev.drover.internal.backend.process;

import dev.drover.task.Failure;
import dev.drover.task.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the start of a worker went, and whether it came to anything. Thread-safe. */
final class Beginning {
  private final PoolOptions options;
  private final long begun = System.nanoTime();

  /** When it was told its initialiser; 0 for not yet. */
  private volatile long welcomedAt;

  private volatile boolean useful;
  private volatile @Nullable Failure failure;
  private volatile List<StackTraceElement> stack = List.of();

  Beginning(PoolOptions options) {
    this.options = options;
  }

  /** The time until now. */
  Duration lasted() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  void welcomed() {
    welcomedAt = System.nanoTime();
  }

  /** Since when its initialiser has been running, if it still is; 0 if there is none. */
  long initialisingSince() {
    return options.onWorkerStart().isPresent() ? welcomedAt : 0;
  }

  /** How long its initialiser may take. */
  Duration limit() {
    return options.startTimeout();
  }

  /** The initialiser failed, or took too much. */
  void failed(Failure why) {
    failure = why;
  }

  Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /** Where its initialiser was, when it was asked. */
  List<StackTraceElement> stack() {
    return stack;
  }

  void stack(List<StackTraceElement> frames) {
    stack = frames;
  }

  /** An item was reported; true for the first one. */
  boolean useful() {
    boolean first = !useful;
    useful = true;
    return first;
  }

  boolean isUseful() {
    return useful;
  }
}
