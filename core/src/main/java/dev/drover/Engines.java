package dev.drover;

import dev.drover.internal.engine.Engine;
import dev.drover.task.TaskOptions;
import java.util.List;

/** The engines of one pool: one, or with {@code auto} those that were needed so far. Thread-safe. */
interface Engines {
  /** The engine for a call with these options. */
  Engine of(TaskOptions options);

  /** The engine for a submitted task, which nobody waits for at this moment. */
  default Engine ofSubmitted(TaskOptions options) {
    return of(options);
  }

  /** Those that have been opened, the most used first; at least one. */
  List<Engine> opened();

  /** Why a call with these options goes where it goes. */
  String explain();

  /** No engine is opened any more; calls are refused. */
  void shutdown();

  /** Whether calls are refused. */
  boolean isShutdown();
}
