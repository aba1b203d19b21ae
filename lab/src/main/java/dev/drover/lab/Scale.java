package dev.drover.lab;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param warmUps rounds that are thrown away
 * @param warmUp how long each of those lasts: two JVMs have to compile what one item takes between them
 * @param rounds rounds that count
 * @param budget how long one contender's round lasts at least; it repeats its work until then
 * @param share what part of the full size a work has
 */
record Scale(int warmUps, Duration warmUp, int rounds, Duration budget, double share) {
  static final Scale FULL = new Scale(2, Duration.ofSeconds(1), 9, Duration.ofMillis(100), 1);
  static final Scale QUICK = new Scale(1, Duration.ofMillis(700), 3, Duration.ofMillis(30), 0.1);

  /** A size of this scale, one at least. */
  int of(int full) {
    return (int) Math.max(1, Math.round(full * share));
  }
}
