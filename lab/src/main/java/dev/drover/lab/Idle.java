package dev.drover.lab;

import java.time.Duration;

/** How long a contender rests before its work. */
final class Idle {
  static final Duration NONE = Duration.ZERO;
  static final Duration ASLEEP = Duration.ofMillis(10);

  private Idle() {}
}
