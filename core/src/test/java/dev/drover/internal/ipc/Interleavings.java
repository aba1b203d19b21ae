package dev.drover.internal.ipc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Runs threads step by step in every order that deviates at most so often from the plain one, with every store held
 * back as a processor may do it, and with threads that are killed or stopped at every step.
 */
/*
 * A step is one access to what the threads share. Before it a thread asks who has the next turn, and if that is another
 * one waits for its own; so one thread runs at a time, and the same choices give the same run. A run is known by its
 * choices:
 *
 *   which thread has  plain: the one that had it, or else the first that can go on, or else the one that sleeps and is
 *   the next turn     to wake first
 *   a store           plain: it is seen at once. Held back: up to the next fence of its thread, or until it is chosen
 *                     to be seen, in the order of stores, as in the store buffer of a processor
 *   a blow, to who    plain: none. It is killed before its step, and its stores are seen; or it is stopped for a while
 *   is mortal         in which others may wait as long as they like
 *
 * All but the plain one are deviations, of which a run has a number, and blows another one. The next run differs from
 * the one before in the last choice that has an alternative left. Time passes only while a thread sleeps; one that
 * still waits after much of it waits for ever.
 */
public final class Interleavings {
  private static final long FOR_EVER_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  final Choices choices;
  private long runs;

  final Semaphore control = new Semaphore(0);
  private final List<Actor> actors = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();
  private boolean isToldOf;
  private boolean abandoned;
  private long clock;

  /** What a thread does, or what must hold. */
  public interface Code {
    /** Fails if something is wrong. */
    void run() throws Exception;
  }

  /** Makes the threads of a run; returns what must hold at its end. */
  public interface Scene {
    /** For one run. */
    Code set(Interleavings run);
  }

  public Interleavings(int mostDeviations) {
    this(mostDeviations, 0);
  }

  public Interleavings(int mostDeviations, int mostBlows) {
    this.choices = new Choices(mostDeviations, mostBlows);
  }

  /** The first run that gets stuck or fails, with its steps; empty if there is none. */
  public Optional<String> findFailure(Scene scene) {
    FutureTask<Optional<String>> search = new FutureTask<>(() -> search(scene));
    Thread _ = Thread.ofVirtual().start(search); // hands over to other virtual threads quickly
    try {
      return search.get();
    } catch (InterruptedException e) {
      boolean _ = search.cancel(true);
      throw new IllegalStateException("after %d runs".formatted(runs), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Optional<String> search(Scene scene) {
    do {
      runs++;
      Optional<String> failure = begin().run(scene);
      if (failure.isPresent()) {
        isToldOf = true;
        return begin().run(scene).map(what -> "run %d: %s%n  %s".formatted(runs, what, String.join("\n  ", steps)));
      }
    } while (choices.advance() && !Thread.currentThread().isInterrupted());
    return Optional.empty();
  }

  private Interleavings begin() {
    choices.begin();
    clock = 0;
    abandoned = false;
    actors.clear();
    return this;
  }

  /** How many different ones there were. */
  public long runs() {
    return runs;
  }

  /** What time it is in this run. */
  public long nanos() {
    return clock;
  }

  private Optional<String> run(Scene scene) {
    try {
      Code end = scene.set(this);
      pick(Optional.empty()).ifPresent(first -> {
        first.turn.release();
        control.acquireUninterruptibly();
      });
      Optional<String> stuck = actors.stream().filter(a -> !a.done).findFirst().map(a -> a.name + " waits for ever");
      abandoned = true;
      actors.forEach(Actor::abandon);
      Optional<String> failed = actors.stream()
          .flatMap(a -> a.thrown.map(t -> a.name + " failed: " + t).stream())
          .findFirst()
          .or(() -> stuck);
      if (failed.isEmpty()) {
        end.run();
      }
      return failed;
    } catch (Exception | AssertionError e) {
      return Optional.of(e.toString());
    }
  }

  /** Who has the next turn; empty if nobody can go on. */
  Optional<Actor> pick(Optional<Actor> current) {
    while (clock < FOR_EVER_NANOS) {
      boolean plain = choices.arePlain();
      if (plain && current.filter(Actor::isAble).isPresent()) {
        return current;
      }
      List<Actor> turns = turns(current);
      if (turns.isEmpty()) {
        return Optional.empty();
      }
      List<Actor> holdingBack = plain ? List.of() : with(a -> !a.heldBack.isEmpty());
      int choice = choices.deviate(turns.size() + holdingBack.size());
      if (choice < turns.size()) {
        return Optional.of(turns.get(choice).awake());
      }
      holdingBack.get(choice - turns.size()).flushOne();
    }
    return Optional.empty();
  }

  private List<Actor> turns(Optional<Actor> current) {
    List<Actor> turns = with(Actor::isAble);
    current.filter(turns::remove).ifPresent(turns::addFirst);
    List<Actor> asleep = with(Actor::isAsleep);
    asleep.sort(Comparator.comparingLong(a -> a.wakes));
    turns.addAll(asleep);
    return turns;
  }

  /** No stream: this is asked at each step. */
  private List<Actor> with(Predicate<Actor> what) {
    List<Actor> found = new ArrayList<>();
    for (Actor actor : actors) {
      if (what.test(actor)) {
        found.add(actor);
      }
    }
    return found;
  }

  boolean isAbandoned() {
    return abandoned;
  }

  void passTo(long nanos) {
    clock = Math.max(clock, nanos);
  }

  /** For who reads of a failure. */
  void told(Supplier<String> step) {
    if (isToldOf) {
      steps.add(step.get());
    }
  }

  /** A new one, which runs after those that were there. */
  public Actor actor(String name) {
    Actor actor = new Actor(this, name);
    actors.add(actor);
    return actor;
  }
}
