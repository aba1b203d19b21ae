package dev.drover.task;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known about a failure besides its cause. Immutable.
 *
 * @param attempts how often the item was tried, 1 or more; 0 if it never started
 * @param worker the process that ran the last attempt, 0 if it was the caller's own
 * @param lastOutput the last lines that the item printed on either stream, oldest first; empty where output isn't captured
 * @param stack where the task was when it was stopped, innermost frame first; empty where nobody could look
 * @param nanos how long the last attempt ran, in nanoseconds; 0 where nobody could tell
 * @param history the attempts that have ended, oldest first: all of them, or the newest if there were very many
 * @param replay runs the item again
 */
public record Evidence(
    int attempts,
    long worker,
    List<String> lastOutput,
    List<StackTraceElement> stack,
    long nanos,
    List<Attempt> history,
    Replay replay)
    implements Serializable {
  private static final Evidence NONE = new Evidence(0, 0, List.of(), List.of(), 0, List.of(), Replay.none());

  /** Copies the lists. */
  public Evidence {
    lastOutput = List.copyOf(lastOutput);
    stack = List.copyOf(stack);
    history = List.copyOf(history);
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
    return NONE.attempts(1).worker(pid);
  }

  /**
   * A first attempt in the caller's own process.
   *
   * @return the evidence
   */
  public static Evidence inProcess() {
    return NONE.attempts(1);
  }

  /**
   * The same with another number of attempts.
   *
   * @param count how often the item was tried
   * @return the evidence
   */
  public Evidence attempts(int count) {
    return new Evidence(count, worker, lastOutput, stack, nanos, history, replay);
  }

  /**
   * The same with what the item printed last.
   *
   * @param lines oldest first
   * @return the evidence
   */
  public Evidence lastOutput(List<String> lines) {
    return new Evidence(attempts, worker, lines, stack, nanos, history, replay);
  }

  /**
   * The same with where the task was.
   *
   * @param frames innermost first
   * @return the evidence
   */
  public Evidence stack(List<StackTraceElement> frames) {
    return new Evidence(attempts, worker, lastOutput, frames, nanos, history, replay);
  }

  /**
   * The same with how long the last attempt ran.
   *
   * @param duration in nanoseconds
   * @return the evidence
   */
  public Evidence nanos(long duration) {
    return new Evidence(attempts, worker, lastOutput, stack, duration, history, replay);
  }

  /**
   * The same with the attempts that have ended.
   *
   * @param ended oldest first
   * @return the evidence
   */
  public Evidence history(List<Attempt> ended) {
    return new Evidence(attempts, worker, lastOutput, stack, nanos, ended, replay);
  }

  /**
   * The same with a way to run the item again.
   *
   * @param again the item
   * @return the evidence
   */
  public Evidence replay(Replay again) {
    return new Evidence(attempts, worker, lastOutput, stack, nanos, history, again);
  }

  private Evidence worker(long pid) {
    return new Evidence(attempts, pid, lastOutput, stack, nanos, history, replay);
  }

  /**
   * How long the last attempt ran.
   *
   * @return empty where nobody could tell
   */
  public Optional<Duration> ran() {
    return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
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
