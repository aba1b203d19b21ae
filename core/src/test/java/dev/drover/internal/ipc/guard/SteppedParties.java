package dev.drover.internal.ipc.guard;

import dev.drover.internal.ipc.Actor;
import dev.drover.internal.ipc.Interleavings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads of a run as processes that see whether another one is dead, and wait by the clock of the run. */
final class SteppedParties {
  /** Longer than it takes to get a ticket; twice, and the dead are looked for; some times, and a turn is stale. */
  private static final long SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  private final Interleavings run;
  private final boolean allSeemDead;
  private final List<Actor> actors = new ArrayList<>();

  /** With the mistake that whoever doesn't unlock is dead, or without. */
  SteppedParties(Interleavings run, boolean allSeemDead) {
    this.run = run;
    this.allSeemDead = allSeemDead;
  }

  Party add(Actor actor) {
    actors.add(actor);
    return new SteppedParty(actor, actors.size());
  }

  private final class SteppedParty extends Party {
    private final Actor actor;
    private final long self;

    SteppedParty(Actor actor, long self) {
      this.actor = actor;
      this.self = self;
    }

    @Override
    long self() {
      return self;
    }

    @Override
    boolean isDead(long owner) {
      actor.step();
      boolean dead = allSeemDead || actors.get((int) owner - 1).isDead();
      actor.told("finds %d %s".formatted(owner, dead ? "dead" : "alive"));
      return dead;
    }

    @Override
    Patience deaf() {
      return patience(actor, Patience.FOR_EVER);
    }
  }

  Patience patience(Actor actor, long limit) {
    return new SteppedPatience(actor, limit);
  }

  private final class SteppedPatience extends Patience {
    private final Actor actor;
    private final long limit;
    private final long start = run.nanos();
    private long lastDue = start;

    SteppedPatience(Actor actor, long limit) {
      super(limit, false);
      this.actor = actor;
      this.limit = limit;
    }

    @Override
    public boolean pause() {
      long left = limit - waited();
      if (left > 0) {
        actor.told("sleeps");
        actor.sleep(Math.min(SLEEP_NANOS, left));
      }
      return left > 0;
    }

    @Override
    long now() {
      return run.nanos();
    }

    @Override
    public long waited() {
      return now() - start;
    }

    @Override
    public boolean isDue(long nanos) {
      boolean due = now() - lastDue >= nanos;
      lastDue = due ? now() : lastDue;
      return due;
    }

    @Override
    public void end() {}
  }
}
