package dev.drover.internal.ipc.ring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Runs threads step by step in every order that deviates at most so often from the plain one, and with every store held back as a
 * processor may do it.
 */
/*
 * A step is one access to what the threads share. Before it a thread waits for its turn, so one thread runs at a time, and the
 * same choices give the same run. A run is known by its choices: which thread has the next turn (plain: the one that had it, or else
 * the first that can go on), and whether a store is seen at once or held back (a deviation) up to the next fence of its thread, as in the
 * store buffer of a processor: its own thread sees it, others don't. The next run differs from the one before in the last choice that has an
 * alternative left.
 */
final class Interleavings {
  private final int most;
  private final List<Choice> choices = new ArrayList<>();
  private int next;
  private int deviations;
  private long runs;

  private final Semaphore control = new Semaphore(0);
  private final List<Actor> actors = new ArrayList<>();

  private record Choice(int taken, int options) {}

  interface Code {
    void run() throws Exception;
  }

  /** Makes the threads of a run; returns what must hold at its end. */
  interface Scene {
    Code set(Interleavings run);
  }

  Interleavings(int mostDeviations) {
    this.most = mostDeviations;
  }

  /** The first run that gets stuck or fails; empty if there is none. */
  Optional<String> findFailure(Scene scene) {
    do {
      next = 0;
      deviations = 0;
      runs++;
      actors.clear();
      Optional<String> failure = run(scene);
      if (failure.isPresent()) {
        return failure.map(what -> "run %d: %s; turns: %s".formatted(runs, what, choices.stream().map(Choice::taken).toList()));
      }
    } while (advance());
    return Optional.empty();
  }

  long runs() {
    return runs;
  }

  private Optional<String> run(Scene scene) {
    try {
      Code end = scene.set(this);
      Optional<Actor> current = Optional.empty();
      for (List<Actor> able = able(); !able.isEmpty(); able = able()) {
        Actor turn = choose(able, current);
        current = Optional.of(turn);
        turn.go();
      }
      Optional<Actor> stuck = actors.stream().filter(a -> !a.done).findFirst();
      if (stuck.isPresent()) {
        actors.forEach(Actor::abandon);
        return stuck.map(a -> a.name + " waits for ever");
      }
      for (Actor actor : actors) {
        if (actor.thrown.isPresent()) {
          return actor.thrown.map(t -> actor.name + " failed: " + t);
        }
      }
      end.run();
      return Optional.empty();
    } catch (Exception | AssertionError e) {
      return Optional.of(e.toString());
    }
  }

  private List<Actor> able() {
    return actors.stream().filter(Actor::isAble).toList();
  }

  private Actor choose(List<Actor> able, Optional<Actor> current) {
    boolean goesOn = current.filter(able::contains).isPresent();
    List<Actor> ordered = new ArrayList<>(able);
    if (goesOn) {
      ordered.remove(current.get());
      ordered.addFirst(current.get());
    }
    return ordered.get(choose(ordered.size()));
  }

  /** Option 0 is the plain one. */
  private int choose(int options) {
    if (next == choices.size()) {
      choices.add(new Choice(0, deviations == most ? 1 : options));
    }
    Choice choice = choices.get(next);
    next++;
    deviations += choice.taken > 0 ? 1 : 0;
    return choice.taken;
  }

  private boolean advance() {
    while (!choices.isEmpty()) {
      Choice last = choices.removeLast();
      if (last.taken + 1 < last.options) {
        choices.add(new Choice(last.taken + 1, last.options));
        return true;
      }
    }
    return false;
  }

  /** A word of memory. */
  static final class Word {
    private long value;

    long value() {
      return value;
    }
  }

  private record Store(Word word, long value) {}

  Actor actor(String name) {
    Actor actor = new Actor(name);
    actors.add(actor);
    return actor;
  }

  /** A thread, with its store buffer. */
  final class Actor {
    private static final ThreadLocal<Actor> CURRENT = new ThreadLocal<>();

    private final String name;
    private final Semaphore turn = new Semaphore(0);
    private final Queue<Store> heldBack = new ArrayDeque<>();
    private BooleanSupplier able = () -> true;
    private Optional<Throwable> thrown = Optional.empty();
    private boolean done;
    private Optional<Thread> thread = Optional.empty();
    private int stepsLeft = Integer.MAX_VALUE;

    private Actor(String name) {
      this.name = name;
    }

    /** Is killed before that step. */
    Actor dieAfter(int steps) {
      stepsLeft = steps;
      return this;
    }

    Actor start(Code code) {
      thread = Optional.of(Thread.ofVirtual().start(() -> {
        CURRENT.set(this);
        turn.acquireUninterruptibly();
        try {
          code.run();
        } catch (DeadException killed) {
          // its stores reach memory all the same
        } catch (Throwable t) {
          thrown = Optional.of(t);
        }
        flush();
        done = true;
        control.release();
      }));
      return this;
    }

    /** Whose code this is. */
    static Actor current() {
      return CURRENT.get();
    }

    boolean isDone() {
      return done;
    }

    private boolean isAble() {
      return !done && able.getAsBoolean();
    }

    private void go() {
      turn.release();
      control.acquireUninterruptibly();
    }

    /** Ends a thread that is stuck. */
    private void abandon() {
      if (!done) {
        stepsLeft = 0;
        go();
      }
    }

    /** Waits for its turn, which it gets when the condition holds. */
    void await(BooleanSupplier condition) {
      able = condition;
      control.release();
      turn.acquireUninterruptibly();
      able = () -> true;
      if (stepsLeft == 0) {
        throw new DeadException();
      }
      stepsLeft--;
    }

    private void step() {
      await(() -> true);
    }

    long load(Word word) {
      step();
      long seen = word.value;
      for (Store store : heldBack) {
        seen = store.word == word ? store.value : seen;
      }
      return seen;
    }

    void store(Word word, long value) {
      step();
      heldBack.add(new Store(word, value));
      if (heldBack.size() == 1 && choose(2) == 0) {
        flush();
      }
    }

    void fence() {
      step();
      flush();
    }

    /** Stores become visible in their order. */
    void flush() {
      heldBack.forEach(store -> store.word.value = store.value);
      heldBack.clear();
    }
  }

  private static final class DeadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeadException() {
      super(null, null, false, false);
    }
  }
}
