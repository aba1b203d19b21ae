package dev.drover.task;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long an item took, measured where it ran, hand-over not included.
 *
 * @param nanos the wall time of its last attempt in nanoseconds
 */
public record Timing(long nanos) implements Serializable {
  /**
   * The wall time of the last attempt.
   *
   * @return the same as {@link #nanos()}
   */
  public Duration duration() {
    return Duration.ofNanos(nanos);
  }
}
