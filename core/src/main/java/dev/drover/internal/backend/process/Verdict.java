package dev.drover.internal.backend.process;

import dev.drover.internal.ipc.memory.StatusBlock.Ending;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Why a worker ended.
 *
 * @param exitValue of the process, above 128 for a signal
 * @param ending what the worker itself said
 * @param hooksDone whether it got through all its shutdown hooks
 * @param errorFile the JVM's report of a crash
 */
record Verdict(int exitValue, Ending ending, boolean hooksDone, Optional<Path> errorFile) {
  private static final int SIGNALS = 128;
  private static final int ABORT = 6;
  private static final int KILL = 9;

  /** Signals that let shutdown hooks run: SIGHUP, SIGINT, SIGTERM. */
  private static final Set<Integer> GENTLE = Set.of(1, 2, 15);

  /** The failure of the item that was running. */
  Failure failure(Evidence evidence) {
    if (errorFile.isPresent()) {
      // The JVM ended itself after it had caught the signal; with what exit status depends on its flags.
      CrashReport report = CrashReport.of(errorFile.get());
      return new Failure.Crashed(
          report.signal().orElse(ABORT), report.frame(), errorFile, evidence.stack(report.stack()));
    }
    int signal = exitValue - SIGNALS;
    boolean killedMeanwhile = signal == KILL && !hooksDone;
    boolean calledExit = ending == Ending.EXITING && !GENTLE.contains(signal) && !killedMeanwhile;
    if (ending == Ending.OUT_OF_MEMORY) {
      return new Failure.OutOfMemory("the worker's heap is exhausted", evidence);
    }
    return signal > 0 && !calledExit
        ? new Failure.Crashed(signal, errorFile, evidence)
        : new Failure.Exited(exitValue, evidence);
  }

  /** In a few words. */
  String reason() {
    return switch (ending) {
      case ORDERLY -> "ended in good order";
      case OUT_OF_MEMORY, OUT_OF_MEMORY_REPORTED -> "out of memory";
      case NONE, EXITING -> failure(Evidence.none()).summary();
    };
  }
}
