package dev.drover.internal.backend.process;

import dev.drover.internal.host.Debugger;
import dev.drover.internal.host.Log;
import dev.drover.internal.host.MemoryBudget;
import dev.drover.internal.host.Strain;
import dev.drover.internal.host.Uninterruptibly;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The depot of this process: spares that belong to no pool, for the next pool or child that needs a worker of their recipe.
 * Thread-safe; nobody who takes one waits for a start or an end.
 */
/*
 *     WANTED --room, memory, and a core that is free--> STARTING --has practised--> READY --take()--> somebody's
 *                                                          |                          |
 *                                                          +--------------------------+--> UNFIT --> gone
 *
 * READY becomes UNFIT when it dies, is stopped, has waited too long, or has to make room. WANTED is written by those who take
 * a worker, found or not: what was needed once will be needed again. All starts and ends are made by one thread, one at a time,
 * so a pool at work has at most one start beside it, and none while it uses all cores.
 */
final class Parking {
  private static final Parking PROCESS = new Parking(MemoryBudget.ofThisProcess());

  private static final long LOOK_EVERY_MILLIS = 20;
  /** A pool that has just taken a worker needs the cores itself, though it may not use them at this very moment. */
  private static final long LET_ALONE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private static final int MOST_MET = 16;

  private final MemoryBudget budget;

  /** Held by whoever opens or closes, until that is done. */
  private final Object life = new Object();

  // Guarded by this
  private final List<ProcessDepot> open = new ArrayList<>();
  private final Deque<Recipe> wanted = new ArrayDeque<>();
  private final Deque<Parked> ready = new ArrayDeque<>();
  private final Deque<Parked> unfit = new ArrayDeque<>();
  /** Classes in whose code functions were written that pools have sent, the latest last. */
  private final Set<String> met = new LinkedHashSet<>();
  private int starting;
  private long planned;
  private long lastTaken = System.nanoTime() - LET_ALONE_NANOS;
  private volatile boolean inUse;
  private @Nullable Thread thread;

  private Parking(MemoryBudget budget) {
    this.budget = budget;
  }

  static Parking process() {
    return PROCESS;
  }

  // --- its opening and its end ---

  void open(ProcessDepot depot) {
    synchronized (life) {
      synchronized (this) {
        if (thread == null) {
          RunDirectory directory = RunDirectory.acquire();
          thread = Thread.ofPlatform().daemon().name("drover-depot").unstarted(() -> run(directory));
          thread.start();
        }
        open.add(depot);
        inUse = true;
      }
    }
  }

  /** When the last one is closed, nothing is left. */
  void close(ProcessDepot depot) {
    synchronized (life) {
      Optional<Thread> last = leave(depot);
      last.ifPresent(Uninterruptibly::join);
    }
  }

  private synchronized Optional<Thread> leave(ProcessDepot depot) {
    open.remove(depot);
    inUse = !open.isEmpty();
    trim();
    notifyAll();
    if (!open.isEmpty()) {
      return Optional.empty();
    }
    Optional<Thread> last = Optional.ofNullable(thread);
    thread = null;
    last.ifPresent(Thread::interrupt);
    return last;
  }

  private int most() {
    return open.stream().mapToInt(ProcessDepot::most).sum();
  }

  private Duration patience() {
    return open.stream().map(ProcessDepot::patience).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  // --- those who need workers ---

  /** Whether anybody has asked for one. */
  boolean isInUse() {
    return inUse && !isForDebugger();
  }

  /** One of this recipe that is fit, if there is one; another is started when there is a core for it. */
  synchronized Optional<Parked> take(Recipe recipe) {
    long now = System.nanoTime();
    drop(p -> p.recipe().equals(recipe) && !p.isFit(now));
    Optional<Parked> taken = ready.stream().filter(p -> p.recipe().equals(recipe)).findFirst();
    taken.ifPresent(ready::remove);
    lastTaken = now;
    want(recipe);
    plan();
    notifyAll();
    return taken;
  }

  /** Workers are told apart by their numbers then, and the first has to be the one that the program started first. */
  private static boolean isForDebugger() {
    return Debugger.worker().isPresent();
  }

  /** So many of this recipe will be needed. */
  synchronized void prepare(Recipe recipe, int count) {
    long there = count(recipe);
    for (long i = there; i < count && isInUse(); i++) {
      want(recipe);
    }
    notifyAll();
  }

  private long count(Recipe recipe) {
    return ready.stream().filter(p -> p.recipe().equals(recipe)).count()
        + wanted.stream().filter(recipe::equals).count();
  }

  private void want(Recipe recipe) {
    if (ready.size() + wanted.size() + starting < most() || makeRoom(recipe)) {
      wanted.add(recipe);
    }
  }

  /** What was needed longest ago goes. */
  private boolean makeRoom(Recipe recipe) {
    Optional<Recipe> idle = wanted.stream().filter(r -> !r.equals(recipe)).findFirst();
    if (idle.isPresent()) {
      return wanted.remove(idle.get());
    }
    Optional<Parked> other = ready.stream().filter(p -> !p.recipe().equals(recipe)).findFirst();
    other.ifPresent(p -> drop(p::equals));
    return other.isPresent();
  }

  synchronized List<Long> pids() {
    return ready.stream().map(p -> p.process().pid()).toList();
  }

  /** A pool has sent a function that is written in this class of the class path: the next pool may well do so too. */
  synchronized void met(String className) {
    met.remove(className);
    met.add(className);
    if (met.size() > MOST_MET) {
      met.remove(met.iterator().next());
    }
  }

  private synchronized List<String> met() {
    return List.copyOf(met);
  }

  // --- those who are ready ---

  private void drop(Predicate<Parked> which) {
    for (Iterator<Parked> all = ready.iterator(); all.hasNext(); ) {
      Parked parked = all.next();
      if (which.test(parked)) {
        all.remove();
        unfit.add(parked);
      }
    }
  }

  /** No more than were asked for, none that died or waited too long, and none for which pools have left no memory. */
  private void trim() {
    long now = System.nanoTime();
    long patience = patience().toNanos();
    drop(p -> !p.process().process().isAlive() || now - p.since() > patience);
    while (ready.size() > most() || (!ready.isEmpty() && !fits(ready.size()))) {
      unfit.add(ready.removeFirst());
    }
    while (!wanted.isEmpty() && ready.size() + wanted.size() + starting > most()) {
      wanted.removeFirst();
    }
    plan();
  }

  /** Pools come first: the depot has what they have not planned. */
  private boolean fits(int spares) {
    return MemoryPlan.fits(budget.left(), Runtime.getRuntime().maxMemory(), spares, 0);
  }

  private void plan() {
    long now = (ready.size() + starting) * MemoryPlan.BESIDES_HEAP;
    budget.keepReady(now - planned);
    planned = now;
  }

  // --- the thread ---

  private void run(RunDirectory directory) {
    try {
      while (isOpen()) {
        endUnfit();
        Optional<Recipe> next = mayStart(directory) ? next() : Optional.empty();
        if (next.isPresent()) {
          start(directory, next.get());
        } else {
          pause();
        }
      }
    } catch (InterruptedException closed) {
      Log.debug("the depot was closed", closed);
    } finally {
      clear();
      endUnfit();
      directory.release();
    }
  }

  private synchronized boolean isOpen() {
    return Thread.currentThread().equals(thread);
  }

  private synchronized boolean mayWant() {
    trim();
    boolean quiet = System.nanoTime() - lastTaken >= LET_ALONE_NANOS;
    return quiet && !wanted.isEmpty() && fits(ready.size() + 1);
  }

  private boolean mayStart(RunDirectory directory) {
    return mayWant() && isQuiet(directory);
  }

  /** A core is free, or no pool has workers that could need it. */
  private static boolean isQuiet(RunDirectory directory) {
    return directory.isAlone() || Strain.of(Path.of("/")).runnable().orElse(0) < CORES;
  }

  private synchronized Optional<Recipe> next() {
    Optional<Recipe> next = Optional.ofNullable(wanted.poll());
    starting = next.isPresent() ? 1 : 0;
    plan();
    return next;
  }

  private void start(RunDirectory directory, Recipe recipe) {
    Optional<Parked> started = Optional.empty();
    try {
      started = Optional.of(Parked.start(directory, recipe, met(), () -> isQuiet(directory)));
    } catch (IOException | RuntimeException e) {
      Log.debug("a spare for the depot could not be started", e);
    } finally {
      arrived(started);
    }
  }

  private synchronized void arrived(Optional<Parked> started) {
    starting = 0;
    started.ifPresent(parked -> {
      ready.add(parked);
      var _ = parked.process().process().onExit().thenRun(this::wake);
    });
    plan();
  }

  private synchronized void wake() {
    notifyAll();
  }

  private synchronized void pause() throws InterruptedException {
    if (isOpen() && unfit.isEmpty()) {
      wait(wanted.isEmpty() ? untilOldest() : LOOK_EVERY_MILLIS);
    }
  }

  /** Milliseconds until the first has waited too long; 0 for none. */
  private long untilOldest() {
    long now = System.nanoTime();
    long patience = patience().toNanos();
    return ready.stream()
        .mapToLong(p -> Math.max(1, TimeUnit.NANOSECONDS.toMillis(p.since() + patience - now) + 1))
        .min()
        .orElse(0);
  }

  private synchronized void clear() {
    wanted.clear();
    met.clear();
    drop(_ -> true);
    plan();
  }

  private void endUnfit() {
    List<Parked> all;
    synchronized (this) {
      all = List.copyOf(unfit);
      unfit.clear();
    }
    all.forEach(Parked::hangUp);
    all.forEach(Parked::end);
  }
}
