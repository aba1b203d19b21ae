package dev.drover.internal.ipc.ring;

import dev.drover.internal.ipc.memory.Lane;
import java.util.concurrent.TimeUnit;

/** Whether, and how long, a receiver looks again at once before it sleeps. For one thread at a time. */
/*
 * Looking on saves two calls of the system and a wake, but takes a core. Whether another thread needs that core, of this process
 * or of the other, in the very chain that the receiver waits for, can't be known; it shows in how long the waits take. So both ways
 * are measured, and the one is taken after which the waits are shorter, in blocks next to each other: while code is compiled, either way
 * is many times slower than it will be.
 *
 *     block after block of waits:   S p S S S S S S S p S ...      S: as was found to be better, p: a trial of the other way
 *
 * Each trial that finds nothing new makes the time up to the next one twice as long, up to a limit.
 *
 * Where one side waits for the other's answer, to say more then, looking on helps most if both do it. So that side learns for both, and
 * tells the other one what to do.
 *
 * Only waits of less than a millisecond count: longer ones were for something else than a message on its way. While there are hardly any,
 * looking on is of no use. It has to be better by a fifth, since it costs a core what sleeping does not. Each look gives the
 * core away if somebody wants it; if somebody did, this wait looks on no more.
 */
class Spin {
  static final int BLOCK = 128;
  static final int TRIAL_EVERY = 8;
  private static final int MOST_BETWEEN_TRIALS = 16;

  private static final long MOST_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  /** When told to by one that looks out itself: it may have something to do before it says more. */
  private static final long MOST_WHEN_TOLD_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
  private static final long TAKEN_NANOS = TimeUnit.MICROSECONDS.toNanos(30);
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** A thread that had to wait for a core must not outweigh a hundred others. */
  private static final long COUNTS_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

  private static final long UNKNOWN = -1;

  private final boolean may;
  private boolean looksOn;
  private boolean pays;
  private long sleeping = UNKNOWN;
  private long lookingOn = UNKNOWN;
  private boolean triesOther;
  private int trialEvery = TRIAL_EVERY;
  private int blocks;

  // this block
  private int waits;
  private int counted;
  private long sum;

  // this wait
  private Lane.Lookout lookout = Lane.Lookout.AS_LEARNT;
  private Intake.Other other = Intake.Other.AWAKE;
  private long began;
  private long last;

  /** With so many processors; with one, whoever is waited for can't run while this thread looks. */
  Spin(long cores) {
    this.may = cores > 1;
  }

  /** A wait begins; one that is told what to do says nothing of what is better. */
  void begin(Lane.Lookout told, Intake.Other found) {
    lookout = told;
    other = found;
    if (may) {
      began = now();
      last = began;
    }
  }

  /** What has been learnt, for the waits to come. */
  Lane.Lookout learnt() {
    return looksOn ? Lane.Lookout.YES : Lane.Lookout.NO;
  }

  /** Whether this wait looks on at all. */
  boolean looksOn() {
    return switch (lookout) {
      case AS_LEARNT -> looksOn && other == Intake.Other.AWAKE; // a wake takes longer than a look, and may need this core
      case YES -> may;
      case NO -> false;
    };
  }

  /** Whether to look once more. */
  boolean again() {
    return looksOn() && lookOn();
  }

  private boolean lookOn() {
    giveWay();
    long now = now();
    boolean taken = now - last > TAKEN_NANOS;
    last = now;
    boolean longer = lookout == Lane.Lookout.YES && other == Intake.Other.AWAKE;
    return !taken && now - began < (longer ? MOST_WHEN_TOLD_NANOS : MOST_NANOS);
  }

  /** What was waited for is there. */
  void end() {
    if (may && lookout == Lane.Lookout.AS_LEARNT) {
      count(now() - began);
    }
  }

  private void count(long waited) {
    waits++;
    if (waited < LONG_NANOS) {
      counted++;
      sum += Math.min(waited, COUNTS_NANOS);
    }
    if (waits >= BLOCK) {
      turn(counted < BLOCK / 2 ? UNKNOWN : sum / counted);
    }
  }

  private void turn(long usual) {
    if (looksOn) {
      lookingOn = usual;
    } else {
      sleeping = usual;
    }
    boolean paid = lookingOn != UNKNOWN && sleeping != UNKNOWN && lookingOn < sleeping - sleeping / 5;
    if (triesOther) {
      trialEvery = paid == pays ? Math.min(MOST_BETWEEN_TRIALS, 2 * trialEvery) : TRIAL_EVERY;
      blocks = 0;
    }
    pays = paid;
    // a trial is worth nothing where hardly anything comes soon
    triesOther = blocks % trialEvery == 0 && usual != UNKNOWN && !triesOther;
    blocks++;
    looksOn = triesOther != pays;
    waits = 0;
    counted = 0;
    sum = 0;
  }

  /** To others on this core. */
  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: it only keeps a look from being at somebody's expense
  void giveWay() {
    Thread.yield();
  }

  /** For tests to override. */
  long now() {
    return System.nanoTime();
  }
}
