package dev.drover.internal.engine;

/** Keeps the JVM from ending while submitted tasks are under way. */
public final class SubmissionKeeper {
  private SubmissionKeeper() {}

  /** A task was submitted. */
  public static void begin() {
    Keeper.PROCESS.begin();
  }

  /** A submitted task has ended. */
  public static void end() {
    Keeper.PROCESS.end();
  }
}
