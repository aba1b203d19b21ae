package dev.drover.internal.engine;

/**
 * Whether a call that runs in its caller so far is worth sharing out: a pure function of what was measured.
 *
 * <p>This is the seam of {@code auto}: the caller runs the first batches itself, so cheap work never leaves its thread.
 */
final class Strategy {
  /** Waking other threads and handing over costs some tens of microseconds; it must save many times that. */
  static final long WORTH_NANOS = 1_000_000;

  private Strategy() {}

  /**
   * What was measured so far.
   *
   * @param items that have ended
   * @param nanos that they took
   * @param left how many are left, negative if nobody knows
   * @param slots that could help
   */
  record Sample(long items, long nanos, long left, int slots) {}

  /** Whether other slots should help with the rest. */
  static boolean share(Sample s) {
    if (s.slots < 2 || s.items == 0) {
      return false;
    }
    double rest = s.left < 0 ? s.nanos : (double) s.nanos / s.items * s.left;
    return rest > WORTH_NANOS;
  }

  /** The same in words. */
  static String explain(Sample s, boolean shared) {
    if (s.items == 0) {
      return "nothing was measured yet";
    }
    double micros = s.nanos / 1e3 / s.items;
    return "%s: %d items measured at %.1f us each, %s left, %d slots".formatted(
        shared ? "threads" : "inline", s.items, micros, s.left < 0 ? "unknown" : Long.toString(s.left), s.slots);
  }
}
