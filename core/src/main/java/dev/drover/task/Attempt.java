package dev.drover.task;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One try at an item that has failed since, or that failed before another try succeeded. Immutable.
 *
 * @param number 1 for the first
 * @param cause in one line, as {@link Failure#summary()} gave it
 * @param worker the process that ran it, 0 if it was the caller's own
 * @param nanos how long it ran, in nanoseconds; 0 where nobody could tell
 * @param ended when its end was reported
 */
public record Attempt(int number, String cause, long worker, long nanos, Instant ended) implements Serializable {
  /**
   * An attempt that has just ended.
   *
   * @param number 1 for the first
   * @param failure how
   * @param ended when
   * @return the attempt
   */
  public static Attempt of(int number, Failure failure, Instant ended) {
    String cause = failure.summary().lines().findFirst().orElse("");
    return new Attempt(number, cause, failure.evidence().worker(), failure.evidence().nanos(), ended);
  }

  /**
   * The process that ran it.
   *
   * @return its id, or empty if it was the caller's own process
   */
  public OptionalLong workerPid() {
    return worker == 0 ? OptionalLong.empty() : OptionalLong.of(worker);
  }

  /**
   * How long it ran.
   *
   * @return empty where nobody could tell
   */
  public Optional<Duration> ran() {
    return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }

  @Override
  public String toString() {
    String where = worker == 0 ? "" : " in process " + worker;
    String time = nanos == 0 ? "" : " after " + Texts.duration(Duration.ofNanos(nanos));
    return "attempt %d%s%s: %s".formatted(number, where, time, cause);
  }
}
