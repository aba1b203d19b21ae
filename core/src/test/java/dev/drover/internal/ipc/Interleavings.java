package dev.drover.internal.ipc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Runs threads step by step in every order that deviates at most so often from the plain one, with every store held back as a
 * processor may do it, and with threads that are killed or stopped at every step.
 */
/*
 * A step is one access to what the threads share. Before it a thread asks who has the next turn, and if that is another one
 * waits for its own; so one thread runs at a time, and the same choices give the same run. A run is known by its choices:
 *
 *   which thread has the next turn  plain: the one that had it, or else the first that can go on, or else the one that
 *                                   sleeps and is to wake first
 *   a store                         plain: it is seen at once. Held back: up to the next fence of its thread, or until it is
 *                                   chosen to be seen, in the order of stores, as in the store buffer of a processor
 *   a blow, to a thread that is     plain: none. It is killed before its step, and its stores are seen; or it is stopped for a
 *   mortal                          while in which others may wait as long as they like
 *
 * All but the plain one are deviations, of which a run has a number, and blows another one. The next run differs from the one
 * before in the last choice that has an alternative left. Time passes only while a thread sleeps; one that still waits after
 * much of it waits for ever.
 */
public final class Interleavings {
  private static final long STOPPED_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
  private static final long FOR_EVER_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final Budget deviations;
  private final Budget blows;
  private final List<Choice> choices = new ArrayList<>();
  private int next;
  private long runs;

  private final Semaphore control = new Semaphore(0);
  private final List<Actor> actors = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();
  private boolean isToldOf;
  private boolean abandoned;
  private long clock;

  private record Choice(int taken, int options) {}

  /** How many choices of a kind may be other than plain. */
  private static final class Budget {
    private final int most;
    private int used;

    Budget(int most) {
      this.most = most;
    }
  }

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
    this.deviations = new Budget(mostDeviations);
    this.blows = new Budget(mostBlows);
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
    } while (advance() && !Thread.currentThread().isInterrupted());
    return Optional.empty();
  }

  private Interleavings begin() {
    next = 0;
    deviations.used = 0;
    blows.used = 0;
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
  private Optional<Actor> pick(Optional<Actor> current) {
    while (clock < FOR_EVER_NANOS) {
      boolean plain = deviations.used == deviations.most;
      if (plain && current.filter(Actor::isAble).isPresent()) {
        return current;
      }
      List<Actor> turns = turns(current);
      if (turns.isEmpty()) {
        return Optional.empty();
      }
      List<Actor> holdingBack = plain ? List.of() : with(a -> !a.heldBack.isEmpty());
      int choice = choose(deviations, turns.size() + holdingBack.size());
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

  /** Option 0 is the plain one. */
  private int choose(Budget budget, int most) {
    int options = budget.used == budget.most ? 1 : most;
    if (options == 1) {
      return 0;
    }
    if (next == choices.size()) {
      choices.add(new Choice(0, options));
    }
    Choice choice = choices.get(next);
    if (choice.options != options) {
      throw new IllegalStateException("the same choices gave another run");
    }
    next++;
    budget.used += choice.taken > 0 ? 1 : 0;
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
  public static final class Word {
    private final String name;
    private long value;

    public Word() {
      this("a word");
    }

    public Word(String name) {
      this.name = name;
    }

    /** Is there when the run begins. */
    public Word with(long first) {
      value = first;
      return this;
    }

    /** What is in memory. */
    public long value() {
      return value;
    }
  }

  private record Store(Word word, long value) {}

  /** A new one, which runs after those that were there. */
  public Actor actor(String name) {
    Actor actor = new Actor(name);
    actors.add(actor);
    return actor;
  }

  /** A thread, with its store buffer. */
  public final class Actor {
    private static final ThreadLocal<Actor> CURRENT = new ThreadLocal<>();

    private final String name;
    private final Semaphore turn = new Semaphore(0);
    private final Deque<Store> heldBack = new ArrayDeque<>();
    private BooleanSupplier able = () -> true;
    private Optional<Throwable> thrown = Optional.empty();
    private boolean done;
    private int fates = 1;
    private boolean dead;
    private boolean asleep;
    private long wakes;
    private int stepsLeft = Integer.MAX_VALUE;
    private Runnable onDeath = () -> {};

    private Actor(String name) {
      this.name = name;
    }

    /** Is killed before that step. */
    public Actor dieAfter(int steps) {
      stepsLeft = steps;
      return this;
    }

    /** May be killed, or stopped, before any step. */
    public Actor mortal() {
      fates = 3;
      return this;
    }

    /** May be killed before any step. */
    public Actor killable() {
      fates = 2;
      return this;
    }

    /** What else happens when it is killed. */
    public Actor onDeath(Runnable then) {
      onDeath = then;
      return this;
    }

    /** What it does. */
    public Actor start(Code code) {
      Thread _ = Thread.ofVirtual().start(() -> {
        CURRENT.set(this);
        turn.acquireUninterruptibly();
        try {
          code.run();
        } catch (DeadException killed) {
          // its stores reach memory all the same
        } catch (Throwable t) {
          thrown = dead ? Optional.empty() : Optional.of(t);
        }
        flush();
        done = true;
        handOn();
      });
      return this;
    }

    private void handOn() {
      Optional<Actor> turnOf = abandoned || thrown.isPresent() ? Optional.empty() : pick(Optional.of(this));
      turnOf.map(a -> a.turn).orElse(control).release();
    }

    /** Whose code this is. */
    public static Actor current() {
      return CURRENT.get();
    }

    /** Whether it has ended, one way or the other. */
    public boolean isDone() {
      return done;
    }

    /** Whether it was killed. */
    public boolean isDead() {
      return dead;
    }

    private boolean isAble() {
      return !done && !asleep && able.getAsBoolean();
    }

    private boolean isAsleep() {
      return !done && asleep;
    }

    private Actor awake() {
      clock = asleep ? Math.max(clock, wakes) : clock;
      asleep = false;
      return this;
    }

    /** Ends a thread that is stuck. */
    private void abandon() {
      if (!done) {
        dead = true;
        turn.release();
        control.acquireUninterruptibly();
      }
    }

    /** Waits for its turn, which it gets when the condition holds. */
    public void await(BooleanSupplier condition) {
      requireAlive();
      able = condition;
      yieldTurn();
      able = () -> true;
      if (stepsLeft == 0) {
        die();
      }
      stepsLeft--;
      suffer(choose(blows, fates));
    }

    private void yieldTurn() {
      Optional<Actor> turnOf = pick(Optional.of(this));
      if (turnOf.filter(a -> a == this).isEmpty()) {
        turnOf.map(a -> a.turn).orElse(control).release();
        turn.acquireUninterruptibly();
      }
      requireAlive();
    }

    private void requireAlive() {
      if (dead) {
        throw new DeadException();
      }
    }

    private void suffer(int blow) {
      if (blow == 1) {
        die();
      }
      if (blow == 2) {
        told("is stopped");
        sleep(STOPPED_NANOS);
      }
    }

    private void die() {
      told("is killed");
      flush();
      dead = true;
      onDeath.run();
      throw new DeadException();
    }

    /** Is not plainly the next for so long; its stores are seen. */
    public void sleep(long nanos) {
      requireAlive();
      flush();
      wakes = clock + nanos;
      asleep = true;
      yieldTurn();
    }

    /** A step that touches no word. */
    public void step() {
      await(() -> true);
    }

    /** For who reads of a failure. */
    public void told(String what) {
      if (isToldOf) {
        steps.add("%s %s".formatted(name, what));
      }
    }

    private void told(String what, Word word, long value) {
      if (isToldOf) {
        told("%s %s %d%s".formatted(what, word.name, value, heldBack.isEmpty() ? "" : " (holds stores back)"));
      }
    }

    /** What is there, as far as this thread sees. */
    public long load(Word word) {
      step();
      long seen = seen(word);
      told("loads", word, seen);
      return seen;
    }

    private long seen(Word word) {
      long seen = word.value;
      for (Store store : heldBack) {
        seen = store.word == word ? store.value : seen;
      }
      return seen;
    }

    /** Seen at once, or not yet. */
    public void store(Word word, long value) {
      step();
      heldBack.add(new Store(word, value));
      if (heldBack.size() == 1 && choose(deviations, 2) == 0) {
        flush();
      }
      told("stores", word, value);
    }

    /** Seen at once, before those that are held back: what no release store does. */
    public void storeAhead(Word word, long value) {
      step();
      word.value = value;
      told("stores ahead", word, value);
    }

    /** An atomic step, before which the stores of this thread are seen. */
    public boolean compareAndSet(Word word, long expected, long value) {
      fence();
      boolean is = word.value == expected;
      word.value = is ? value : word.value;
      told(is ? "exchanges" : "can't exchange", word, word.value);
      return is;
    }

    /** An atomic step, before which the stores of this thread are seen. */
    public long getAndAdd(Word word, long delta) {
      fence();
      word.value += delta;
      told("adds to", word, word.value);
      return word.value - delta;
    }

    /** The stores of this thread are seen. */
    public void fence() {
      step();
      flush();
    }

    /** Stores become visible in their order. */
    public void flush() {
      while (!heldBack.isEmpty()) {
        flushOne();
      }
    }

    private void flushOne() {
      Store store = heldBack.remove();
      store.word.value = store.value;
    }
  }

  private static final class DeadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeadException() {
      super(null, null, false, false);
    }
  }
}
