package dev.drover.internal.ipc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A thread of a run of {@link Interleavings}, with its store buffer. */
public final class Actor {
  record Store(Word word, long value) {}

  private static final ThreadLocal<Actor> CURRENT = new ThreadLocal<>();

  private static final long STOPPED_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  private final Interleavings run;
  final String name;
  final Semaphore turn = new Semaphore(0);
  final Deque<Store> heldBack = new ArrayDeque<>();
  private BooleanSupplier able = () -> true;
  Optional<Throwable> thrown = Optional.empty();
  boolean done;
  private int fates = 1;
  private boolean dead;
  private boolean asleep;
  long wakes;
  private int stepsLeft = Integer.MAX_VALUE;
  private Runnable onDeath = () -> {};

  Actor(Interleavings run, String name) {
    this.run = run;
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
  public Actor start(Interleavings.Code code) {
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
    Optional<Actor> turnOf = run.isAbandoned() || thrown.isPresent() ? Optional.empty() : run.pick(Optional.of(this));
    turnOf.map(a -> a.turn).orElse(run.control).release();
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

  boolean isAble() {
    return !done && !asleep && able.getAsBoolean();
  }

  boolean isAsleep() {
    return !done && asleep;
  }

  Actor awake() {
    if (asleep) {
      run.passTo(wakes);
    }
    asleep = false;
    return this;
  }

  /** Ends a thread that is stuck. */
  void abandon() {
    if (!done) {
      dead = true;
      turn.release();
      run.control.acquireUninterruptibly();
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
    suffer(run.choices.blow(fates));
  }

  private void yieldTurn() {
    Optional<Actor> turnOf = run.pick(Optional.of(this));
    if (turnOf.filter(a -> a == this).isEmpty()) {
      turnOf.map(a -> a.turn).orElse(run.control).release();
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
    wakes = run.nanos() + nanos;
    asleep = true;
    yieldTurn();
  }

  /** A step that touches no word. */
  public void step() {
    await(() -> true);
  }

  /** For who reads of a failure. */
  public void told(String what) {
    run.told(() -> "%s %s".formatted(name, what));
  }

  private void told(String what, Word word, long value) {
    run.told(() -> "%s %s %s %d%s".formatted(
        name, what, word.name, value, heldBack.isEmpty() ? "" : " (holds stores back)"));
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
    if (heldBack.size() == 1 && run.choices.deviate(2) == 0) {
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

  void flushOne() {
    Store store = heldBack.remove();
    store.word.value = store.value;
  }

  private static final class DeadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeadException() {
      super(null, null, false, false);
    }
  }
}
