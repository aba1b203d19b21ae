package dev.drover.cli.display;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * How far a run is.
 *
 * @param succeeded items with a value
 * @param failed items that failed for good
 * @param total how many inputs there are, where that is known
 * @param elapsed the time since it began
 * @param running what runs, the oldest first
 */
public record Snapshot(
    long succeeded, long failed, OptionalLong total, Duration elapsed, List<Running> running) {
  /** Copies the list. */
  public Snapshot {
    running = List.copyOf(running);
  }

  /**
   * An item that runs.
   *
   * @param name of its input
   * @param age since its start
   */
  public record Running(String name, Duration age) {}

  long done() {
    return succeeded + failed;
  }

  double rate() {
    double seconds = elapsed.toNanos() / 1e9;
    return seconds <= 0 ? 0 : done() / seconds;
  }

  /** The part that is done, from 0 to 1; empty without a total. */
  java.util.OptionalDouble share() {
    return total.isPresent() && total.getAsLong() > 0
        ? java.util.OptionalDouble.of(Math.min(1, done() / (double) total.getAsLong()))
        : java.util.OptionalDouble.empty();
  }

  /** The time left at the rate so far. */
  java.util.Optional<Duration> remaining() {
    if (total.isEmpty() || done() == 0) {
      return java.util.Optional.empty();
    }
    double left = Math.max(0, total.getAsLong() - done());
    return java.util.Optional.of(Duration.ofMillis((long) (left / rate() * 1000)));
  }
}
