package dev.drover.internal.ipc.ring;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How two threads of one side take bytes in: one that sleeps until there are some, and one that helps while it has nothing to do. */
/*
 * Idea: to wake the sleeper, which then wakes the thread that the message is for, takes two wakes. A thread that waits for messages may look
 * for them itself. The sleeper stays where it is, at the bell.
 *
 * Whoever has the turn takes in. Before it gives the turn up it marks this side asleep and looks once more, as before any sleep. So
 * whenever nobody has the turn the mark is set, and the sleeper, which sleeps without looking, is woken for whatever comes:
 *
 *     sleeper:                 bell -> turn -> takes in -> mark, look -> gives the turn up -> sleeps
 *     helper:   turn if free -> mark off -> looks on -> takes in -> mark, look -> gives the turn up
 *
 * The sleeper begins with a turn. A bell that rings for what the helper has taken in finds nothing, and does no harm.
 *
 * A turn belongs to no thread, so it can be handed on. A helper that comes upon something that is not for it hands its turn to a
 * thread of the drain's, which ends with it. A thread that is stuck in what it takes in can be relieved: another one has its
 * turn then, and if it was the sleeper its place at the bell.
 */
final class Intake {
  private final RingSource source;
  private final Spin spin;
  private final Turns turns;
  private final Drain drain;
  private volatile @Nullable Thread sleeper;

  /** What the other side was found to do when the helper had something for it last. */
  enum Other {
    /** It looked out. */
    AWAKE,
    /** It slept, and is being woken. */
    WAKING
  }

  /** One thread at a time. */
  interface Turns {
    void take();

    boolean tryTake();

    /** Whichever thread has taken it. */
    void giveUp();
  }

  /** Takes in what is there. */
  interface Drain {
    /** All of it; false if the thread was relieved, and this is another one's turn by now. */
    boolean drain() throws IOException;

    /** For a helper; false if there is something that is not for it, and that has been left to {@link #handOver}. */
    boolean drainByHelper() throws IOException;

    /** Has another thread take the rest in, by {@link Intake#goOn}. */
    void handOver();
  }

  Intake(RingSource source, Spin spin, Turns turns, Drain drain) {
    this.source = source;
    this.spin = spin;
    this.turns = turns;
    this.drain = drain;
  }

  /** The sleeper: takes in all there is, to the end; false if it was relieved. */
  boolean run() throws IOException {
    turns.take();
    return sleepBetween();
  }

  /** In place of a thread that was relieved, or of a helper: true if this one became the sleeper, and all was taken in. */
  boolean goOn(Thread relieved) throws IOException {
    if (relieved == sleeper) {
      return sleepBetween();
    }
    if (drainAndMark()) {
      turns.giveUp();
    }
    return false;
  }

  /** With the turn. */
  private boolean sleepBetween() throws IOException {
    sleeper = Thread.currentThread();
    source.sleeper(sleeper);
    boolean alive = true;
    while (drainAndMark()) {
      turns.giveUp();
      if (!alive) {
        return true;
      }
      alive = source.awaitBell();
      turns.take();
    }
    return false;
  }

  private boolean drainAndMark() throws IOException {
    boolean on = true;
    boolean marked = false;
    try {
      while (on && !marked) {
        on = drain.drain();
        marked = on && source.mark();
      }
      return on;
    } finally {
      if (on && !marked) {
        turns.giveUp(); // it has failed
      }
    }
  }

  /** The helper, which waits for something: false if it was not there, or nothing was worth waiting for. */
  boolean help(Other other) throws IOException {
    spin.begin(source.lookout(), other);
    return spin.looksOn() && takesTurn() && look();
  }

  /** The sleeper may have brought what the helper has just been through with, and be on its way back to sleep. */
  private boolean takesTurn() {
    boolean mine = turns.tryTake();
    while (!mine && spin.again()) {
      mine = turns.tryTake();
    }
    return mine;
  }

  private boolean look() throws IOException {
    boolean mine = true;
    try {
      source.unmark();
      boolean came = source.lookOn(spin);
      do {
        mine = drain.drainByHelper();
      } while (mine && !source.mark());
      return came;
    } finally {
      if (mine) {
        turns.giveUp();
      } else {
        drain.handOver();
      }
    }
  }

  /** The helper: what it has waited for since {@link #help} is there. */
  void helped() {
    spin.end();
  }
}
