package dev.drover.task;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is known about a failure besides its cause. Immutable.
 *
 * @param attempts how often the item was tried, 1 or more; 0 if it never started
 * @param worker the process that ran the last attempt, 0 if it was the caller's own
 * @param lastOutput the last lines that the item printed on either stream, oldest first; empty where output isn't captured
 * @param stack where the task was when it was stopped, innermost frame first; empty where nobody could look
 */
public record Evidence(int attempts, long worker, List<String> lastOutput, List<StackTraceElement> stack)
    implements Serializable {
  private static final Evidence NONE = new Evidence(0, 0, List.of(), List.of());

  /** Copies the lists. */
  public Evidence {
    lastOutput = List.copyOf(lastOutput);
    stack = List.copyOf(stack);
  }

  /**
   * Nothing is known.
   *
   * @return evidence of an item that never started
   */
  public static Evidence none() {
    return NONE;
  }

  /**
   * A first attempt in a worker process.
   *
   * @param pid the worker
   * @return the evidence
   */
  public static Evidence ofWorker(long pid) {
    return new Evidence(1, pid, List.of(), List.of());
  }

  /**
   * A first attempt in the caller's own process.
   *
   * @return the evidence
   */
  public static Evidence inProcess() {
    return new Evidence(1, 0, List.of(), List.of());
  }

  /**
   * The same with another number of attempts.
   *
   * @param count how often the item was tried
   * @return the evidence
   */
  public Evidence attempts(int count) {
    return new Evidence(count, worker, lastOutput, stack);
  }

  /**
   * The same with what the item printed last.
   *
   * @param lines oldest first
   * @return the evidence
   */
  public Evidence lastOutput(List<String> lines) {
    return new Evidence(attempts, worker, lines, stack);
  }

  /**
   * The same with where the task was.
   *
   * @param frames innermost first
   * @return the evidence
   */
  public Evidence stack(List<StackTraceElement> frames) {
    return new Evidence(attempts, worker, lastOutput, frames);
  }

  /**
   * The process that ran the last attempt.
   *
   * @return its id, or empty if it was the caller's own process
   */
  public OptionalLong workerPid() {
    return worker == 0 ? OptionalLong.empty() : OptionalLong.of(worker);
  }
}
