package dev.drover.internal.ipc.ring;

import java.util.concurrent.TimeUnit;

/** How long a receiver looks again at once before it sleeps. For one thread at a time. */
/*
 * A sleep costs some 30 to 50 us on both sides, so looking on for as long pays if something comes within that. Whether it will is
 * guessed from how long the last waits took. Looking takes a core from others: a moment in which this thread did not run, though
 * it wanted to, says that the cores are taken, and for a while no wait looks on.
 */
class Spin {
  /** Never looks again. */
  static final Spin NONE = new Spin(0);

  static final long MOST_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  /** A wait that was slept through takes longer by the sleep itself. */
  private static final long WORTH_NANOS = TimeUnit.MICROSECONDS.toNanos(150);

  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long AWAY_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
  private static final int PENALTY = 64;
  private static final int LOOKS_PER_TIME = 8;

  private final long most;
  private long usual = WORTH_NANOS / 2;
  private int forbidden;

  private long began;
  private long last;
  private int looks;
  private boolean spins;

  private Spin(long most) {
    this.most = most;
  }

  /** With so many processors. */
  static Spin on(long cores) {
    return new Spin(cores > 1 ? MOST_NANOS : 0);
  }

  /** A wait begins. */
  void begin() {
    if (most == 0) {
      return;
    }
    began = System.nanoTime();
    last = began;
    looks = 0;
    forbidden = Math.max(0, forbidden - 1);
    spins = forbidden == 0 && usual < WORTH_NANOS;
  }

  /** Whether to look once more. */
  boolean again() {
    if (!spins) {
      return false;
    }
    Thread.onSpinWait();
    looks++;
    return looks % LOOKS_PER_TIME != 0 || inTime(System.nanoTime());
  }

  private boolean inTime(long now) {
    if (now - last > AWAY_NANOS) {
      forbidden = PENALTY;
    }
    last = now;
    return now - began < most;
  }

  /** What was waited for is there. */
  void end() {
    if (most > 0) {
      long waited = Math.min(LONGEST_WAIT_NANOS, System.nanoTime() - began);
      usual += (waited - usual) / 4;
    }
  }
}
