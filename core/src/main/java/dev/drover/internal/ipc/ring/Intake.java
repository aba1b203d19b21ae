package dev.drover.internal.ipc.ring;

import java.io.IOException;

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
 */
final class Intake {
  private final RingSource source;
  private final Spin spin;
  private final Turns turns;
  private final Drain drain;

  /** One thread at a time. */
  interface Turns {
    void take();

    boolean tryTake();

    void giveUp();
  }

  /** Takes in what is there. */
  interface Drain {
    void drain() throws IOException;
  }

  Intake(RingSource source, Spin spin, Turns turns, Drain drain) {
    this.source = source;
    this.spin = spin;
    this.turns = turns;
    this.drain = drain;
  }

  /** The sleeper: takes in all there is, to the end. */
  void run() throws IOException {
    source.sleeper(Thread.currentThread());
    boolean alive = true;
    while (alive) {
      turns.take();
      try {
        drainAndMark();
      } finally {
        turns.giveUp();
      }
      alive = source.awaitBell();
    }
    turns.take();
    try {
      drain.drain();
    } finally {
      turns.giveUp();
    }
  }

  private void drainAndMark() throws IOException {
    do {
      drain.drain();
    } while (!source.mark());
  }

  /** The helper, which waits for something: false if it was not there, or nothing was worth waiting for. */
  boolean help() throws IOException {
    spin.begin();
    if (!spin.looksOn() || !turns.tryTake()) {
      return false;
    }
    try {
      source.unmark();
      boolean came = source.lookOn(spin);
      drainAndMark();
      return came;
    } finally {
      turns.giveUp();
    }
  }

  /** The helper: what it has waited for since {@link #help} is there. */
  void helped() {
    spin.end();
  }
}
