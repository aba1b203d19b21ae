package dev.drover.testkit.fault;

/** Keeps faults away from processes that nobody wants to lose. */
final class Guard {
  /** Drover sets it in its worker processes. */
  private static final String DEPTH = "DROVER_DEPTH";

  private Guard() {}

  static void requireWorker(FaultKind kind) {
    if (System.getenv(DEPTH) == null) {
      throw new IllegalStateException(
          "fault %s would harm process %d, which is no worker process (%s is not set); run it on Pool.processes"
              .formatted(kind, ProcessHandle.current().pid(), DEPTH));
    }
  }
}
