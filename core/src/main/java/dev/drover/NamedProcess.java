package dev.drover;

import java.util.concurrent.CompletableFuture;

/**
 * A process with the name that {@link ChildProcess} knows it by: this one, or its parent. Immutable.
 *
 * @param name of the child process; {@code main} for a process that is none
 * @param handle the process
 */
public record NamedProcess(String name, ProcessHandle handle) {
  /**
   * The number of the process.
   *
   * @return the operating system's
   */
  public long pid() {
    return handle.pid();
  }

  /**
   * Whether the process has not ended.
   *
   * @return true while it lives
   */
  public boolean isAlive() {
    return handle.isAlive();
  }

  /**
   * The end of the process. A child process ends by itself when its parent does, so it hardly gets to see that.
   *
   * @return completed when the process has ended
   * @throws IllegalStateException for this process itself
   */
  public CompletableFuture<NamedProcess> onExit() {
    return handle.onExit().thenApply(_ -> this);
  }
}
