package dev.drover;

import dev.drover.task.Failure;
import dev.drover.task.Outcome;

/** What the outcome of a child's function means as the exit code of a process. */
final class ExitCodes {
  private static final int FAILED = 1;
  private static final int OUT_OF_HEAP = 3;
  private static final int SIGKILL = 9;

  private ExitCodes() {}

  /** For a child that was asked to end by a signal, or by none: 0. */
  static int of(Outcome<?, ?> outcome, int signal) {
    return outcome instanceof Outcome.Failed<?, ?> failed ? of(failed.failure(), signal) : 0;
  }

  private static int of(Failure failure, int signal) {
    return switch (failure) {
      case Failure.Exited exited -> exited.status();
      case Failure.Crashed crashed -> -crashed.signal();
      case Failure.OutOfMemory memory -> memory.limit() == Failure.OutOfMemory.Limit.JVM ? OUT_OF_HEAP : -SIGKILL;
      case Failure.TimedOut _, Failure.Stalled _ -> -SIGKILL;
      // it was asked to end before its function began
      case Failure.Cancelled _ -> signal == 0 ? FAILED : -signal;
      case Failure.Threw _, Failure.Unserializable _ -> FAILED;
    };
  }
}
