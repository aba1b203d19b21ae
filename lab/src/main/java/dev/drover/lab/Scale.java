package dev.drover.lab;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param warmUps rounds that are thrown away
 * @param rounds rounds that count
 * @param budget how long one contender's round lasts at least; it repeats its work until then
 * @param share what part of the full size a work has
 */
record Scale(int warmUps, int rounds, Duration budget, double share) {
  static final Scale FULL = new Scale(3, 9, Duration.ofMillis(100), 1);
  static final Scale QUICK = new Scale(1, 3, Duration.ofMillis(30), 0.1);

  /** A size of this scale, one at least. */
  int of(int full) {
    return (int) Math.max(1, Math.round(full * share));
  }
}
