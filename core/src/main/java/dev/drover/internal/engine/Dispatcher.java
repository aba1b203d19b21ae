package dev.drover.internal.engine;

import dev.drover.event.Event;
import dev.drover.event.EventListener;
import dev.drover.internal.engine.Waiters.Waiter;
import dev.drover.internal.host.Log;
import dev.drover.spi.Assignment;
import dev.drover.spi.Backend;
import dev.drover.spi.Batch;
import dev.drover.spi.BatchSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who gets which batch. The slots of a backend fetch ({@link #take}), nobody pushes: a slow slot simply comes less often.
 *
 * <p>One lock guards the dispatcher and all its runs. It is never held while code of the user's runs: inputs are read, callbacks
 * made and events told outside of it. What has to happen after the lock was given up (telling the backend to stop items, events,
 * futures) is queued in {@link #afterwards} and done by {@link #unlock()}.
 *
 * <p>Among runs the higher priority goes first, and among equals the one that was served longest ago.
 */
final class Dispatcher implements BatchSource {
  final ReentrantLock lock = new ReentrantLock();
  final Waiters waiters = new Waiters(lock);
  private final Condition idle = lock.newCondition();
  private final int slots;
  private final List<EventListener> listeners;
  private final Admission admission;
  private final LongSupplier clock;
  /** Of the backend. Any thread. */
  private volatile long worthNanos = Backend.LEAST_WORTH_NANOS;

  // guarded by lock
  private final List<Run> runs = new ArrayList<>();
  final Leads leads = new Leads();
  private final Queue<Runnable> afterwards = new ArrayDeque<>();
  /** Slots have been asked for since the lock was taken: they are to be woken when it is given up. */
  private boolean demanded;
  private long turn;
  /** Read without the lock by callers that enter without it, see {@link Leads}. */
  private volatile boolean closed;
  private long succeeded;
  private long failed;
  private long retried;
  private @Nullable Backend backend;

  /** The clock is on the scale of {@link System#nanoTime()}; slots that wait need that very one. */
  Dispatcher(int slots, List<EventListener> listeners, Admission admission, LongSupplier clock) {
    this.slots = slots;
    this.listeners = listeners;
    this.admission = admission;
    this.clock = clock;
  }

  /** The time by which everything here is judged. Any thread. */
  long now() {
    return clock.getAsLong();
  }

  /** The backend is made with this as its source, so it comes a moment later. */
  void attach(Backend newBackend) {
    lock.lock();
    try {
      backend = newBackend;
      worthNanos = newBackend.worthNanos();
    } finally {
      lock.unlock();
    }
  }

  /** Whether somebody is told of each item, or items may have to wait for the machine. */
  boolean isWatched() {
    return !listeners.isEmpty() || admission.isLimited();
  }

  int slots() {
    return slots;
  }

  /** How long a batch has to run to be worth its hand-over. */
  long worthNanos() {
    return worthNanos;
  }

  /** Gives the lock up, then does what had to wait for that. */
  void unlock() {
    if (lock.getHoldCount() > 1 || (afterwards.isEmpty() && !demanded)) {
      lock.unlock();
      return;
    }
    Backend asked = demanded ? backend : null;
    List<Runnable> todo = new ArrayList<>(afterwards);
    demanded = false;
    afterwards.clear();
    lock.unlock();
    if (asked != null) {
      asked.wake(); // first: what else there is to do may be code of the user's, which may wait for a task
    }
    todo.forEach(Runnable::run);
  }

  /**
   * To be called under the lock before waiting: does what has to be done outside of it. Gives true if it did, since everything
   * may have changed then.
   */
  boolean drain() {
    if (afterwards.isEmpty() && !demanded) {
      return false;
    }
    unlock();
    lock.lock();
    return true;
  }

  // --- for the slots ---

  @Override
  public Optional<Assignment> take(Taker slot) throws InterruptedException {
    long patience = slot.patience().toNanos();
    long idleSince = now();
    lock.lockInterruptibly();
    Waiter me = waiters.waiter(slot);
    try {
      while (true) {
        Optional<Assignment> next = next(me);
        if (next.isPresent() || (closed && isIdle())) {
          return next;
        }
        if (!drain()) {
          long now = now();
          if (me.isLent()) {
            idleSince = now;
          } else if (now - idleSince >= patience) {
            if (nothingWaits() && slot.leaves()) {
              return Optional.empty();
            }
            idleSince = now;
          }
          waiters.await(me, untilNextLook(idleSince + patience) - now);
        }
      }
    } finally {
      waiters.left(me);
      unlock();
    }
  }

  private Optional<Assignment> next(Waiter me) {
    if (me.isLent() || me.given().isPresent()) {
      return me.given();
    }
    Optional<Assignment> next = pick(_ -> true).or(this::pickCopy);
    if (next.isPresent()) {
      me.taker().handedOver();
    }
    return next;
  }

  /**
   * Somebody has to be there when a paused item is due, or the machine has room for one that is held back. A loop here, and wherever
   * each item comes by: after a rest a stream's code has to be fetched from memory, which takes longer than the item.
   */
  private boolean nothingWaits() {
    for (Run run : runs) {
      if (run.nextDue().isPresent() || run.forSlots() > 0) {
        return false;
      }
    }
    return true;
  }

  /** When there may be something to hand out though nobody says so: that time, or an earlier one. */
  private long untilNextLook(long latest) {
    long now = now();
    long due = nextDue().orElse(latest) - now;
    long admitted = isHolding() ? Admission.LOOK_EVERY_NANOS : Long.MAX_VALUE;
    return now + Math.min(latest - now, Math.min(due, admitted));
  }

  /** Whether items are held back at this moment, since the machine is pressed. */
  boolean isHolding() {
    return admission.isHolding();
  }

  private boolean admits() {
    return admission.admits(() -> runs.stream().allMatch(r -> r.out() == 0));
  }

  private OptionalLong nextDue() {
    return runs.stream().map(Run::nextDue).flatMapToLong(OptionalLong::stream).min();
  }

  @Override
  public Optional<Assignment> poll() {
    return poll(_ -> true);
  }

  /** The last batches go to whoever has nothing to do first. */
  @Override
  public Optional<Assignment> pollAhead() {
    return poll(run -> run.isPlentyFor(slots));
  }

  private Optional<Assignment> poll(Predicate<Run> mayBeTaken) {
    lock.lock();
    try {
      return pick(mayBeTaken);
    } finally {
      unlock();
    }
  }

  @Override
  public boolean isWaitedFor() {
    lock.lock();
    try {
      return closed || !nothingWaits() || isHolding();
    } finally {
      unlock();
    }
  }

  private Optional<Assignment> pick(Predicate<Run> mayBeTaken) {
    long now = now();
    for (Run run : admits() ? inTurn() : List.<Run>of()) {
      Batch batch = run.forSlots() > 0 && mayBeTaken.test(run) ? run.cut(now) : null;
      if (batch != null) {
        waiters.wakeOne();
        return Optional.of(served(run, batch, Report.Runner.SLOT));
      }
    }
    return Optional.empty();
  }

  /** A second attempt of an item that takes long, for a slot that nobody has anything else for. */
  private Optional<Assignment> pickCopy() {
    for (Run run : runs) {
      Batch batch = run.forSlots() > 0 && admits() ? run.cutCopy() : null;
      if (batch != null) {
        run.share.taken();
        waiters.wakeOne();
        return Optional.of(assignment(run, batch, Report.Runner.SLOT));
      }
    }
    return Optional.empty();
  }

  /** Those that slots may take from, best first. */
  private List<Run> inTurn() {
    if (runs.size() == 1) {
      return runs.getFirst().share.isOpen() ? List.of(runs.getFirst()) : List.of();
    }
    return runs.stream()
        .filter(r -> r.share.isOpen())
        .sorted((a, b) -> {
          int byPriority = Integer.compare(b.work.options().priority(), a.work.options().priority());
          return byPriority != 0 ? byPriority : Long.compare(a.share.served(), b.share.served());
        })
        .toList();
  }

  /** A batch of this run for the thread that waits for it; empty if none can be handed out. Under the lock. */
  Optional<Assignment> pickFrom(Run run) {
    Batch batch = admits() ? run.cut(now()) : null;
    return batch == null ? Optional.empty() : Optional.of(assignment(run, batch, Report.Runner.CALLER));
  }

  /** For a task that waits for this one: it, if it was just taken out of the inputs or is to be tried again at this moment. */
  Optional<Assignment> pick(Run run, Submission submission, boolean taken) {
    return run.cut(submission, taken, now()).map(batch -> assignment(run, batch, Report.Runner.CALLER));
  }

  /** A batch for a slot, in the run's turn. */
  private Assignment served(Run run, Batch batch, Report.Runner runner) {
    run.share.servedAt(++turn);
    run.share.taken();
    return assignment(run, batch, runner);
  }

  private Assignment assignment(Run run, Batch batch, Report.Runner runner) {
    List<Object> tokens = batch.inputs();
    if (tokens.getFirst() instanceof Submission) {
      List<Object> tasks = tokens.stream().map(t -> ((Submission) t).task()).toList();
      Batch unwrapped =
          new Batch(
              batch.id(), batch.work(), batch.firstIndex(), tasks, batch.attempt(), batch.alone(), batch.freshHeap());
      return new Assignment(unwrapped, new Report(this, run, batch, runner));
    }
    return new Assignment(batch, new Report(this, run, batch, runner));
  }

  // --- things that happened, under the lock ---

  void started(Run run) {
    runs.add(run);
    emit(() -> new Event.RunStarted(run.work.id(), run.work.function().getClass().getSimpleName()));
  }

  /** A run has something to hand out: wakes a slot, or has one started. */
  void runnable(Run run) {
    int ready = run.forSlots();
    if (ready > 0) {
      waiters.wakeOne();
    }
    if (ready > waiters.count()) {
      demand(run.isSteered() ? ready : Math.min(slots, ready)); // a steered run has counted its places already
    }
  }

  /**
   * As {@link #runnable}, for a thread that waits for the item that it brings: if that is the only one, it may be for this thread to
   * give it to a slot. Then {@link Express#go} has to follow, without the lock.
   */
  Optional<Express> single(Run run) {
    Optional<Waiter> slot = run.forSlots() == 1 && !isWatched() ? waiters.lend() : Optional.empty();
    Batch batch = slot.isPresent() ? run.cut(now()) : null;
    if (slot.isEmpty() || batch == null) {
      slot.ifPresent(waiters::free);
      runnable(run);
      return Optional.empty();
    }
    Waiter lent = slot.get();
    lent.taker().handedOver();
    return Optional.of(new Express(this, lent, served(run, batch, new Report.Runner.Lent(lent))));
  }

  /** Not under the lock: the slot's own thread has to see to it. */
  void leaveTo(Waiter slot, Assignment assignment) {
    lock.lock();
    try {
      waiters.give(slot, assignment);
    } finally {
      unlock();
    }
  }

  /** A slot that was lent is free again: its own thread looks for the next batch, if there is one. */
  void free(Waiter slot) {
    waiters.free(slot);
    if (closed || !nothingWaits()) {
      waiters.wakeOne();
    }
  }

  private void demand(int batches) {
    Backend b = backend;
    if (b != null && batches > 0) {
      b.demand(batches);
      demanded = true;
    }
  }

  /** It has run all of its items. */
  void ended(Lead lead) {
    succeeded += lead.next();
    left(lead);
    idleAtLast();
  }

  /** It has left its loop; a run goes on, or nothing is left to do. */
  void left(Lead lead) {
    leads.remove(lead);
    lead.left();
  }

  private boolean isIdle() {
    return runs.isEmpty() && leads.isEmpty();
  }

  private void idleAtLast() {
    if (closed && isIdle()) {
      idle.signalAll();
      waiters.wakeAll();
    }
  }

  void ended(Run run) {
    runs.remove(run);
    succeeded += run.succeeded();
    failed += run.failedForGood();
    emit(() -> new Event.RunFinished(run.work.id(), run.succeeded(), run.failedForGood(), run.elapsed()));
    Backend b = backend;
    if (b != null) {
      afterwards.add(() -> b.ended(run.work));
    }
    afterwards.add(run.sink::publish);
    idleAtLast();
  }

  /** Running items are stopped, or when the run is stopped softly, only those that have not started are taken back. */
  void stopping(Run run) {
    Backend b = backend;
    if (b != null) {
      String reason = run.stopReason();
      afterwards.add(run.softly() ? () -> b.recall(run.work) : () -> b.stop(run.work, _ -> true, reason));
    }
    afterwards.add(run.sink::publish);
  }

  void retried() {
    retried++;
  }

  /** One item is stopped wherever it runs. */
  void stopping(Run run, long index, String reason) {
    Backend b = backend;
    if (b != null) {
      afterwards.add(() -> b.stop(run.work, i -> i == index, reason));
    }
  }

  /** For what happens so often that even to say how its event would be made takes too long. */
  boolean isListenedTo() {
    return !listeners.isEmpty();
  }

  /** Tells the listeners after the lock was given up; the event is only made if there are any. */
  void emit(Supplier<Event> event) {
    if (!listeners.isEmpty()) {
      Event e = event.get();
      afterwards.add(() -> tell(e));
    }
  }

  /** For backends, which hold no lock. */
  void tell(Event event) {
    for (EventListener l : listeners) {
      try {
        l.on(event);
      } catch (RuntimeException e) {
        Log.callback("an event listener", e);
      }
    }
  }

  // --- ending, under the lock ---

  void close() {
    closed = true;
    idleAtLast();
  }

  /** Any thread. */
  boolean closed() {
    return closed;
  }

  List<Run> runs() {
    return List.copyOf(runs);
  }

  /** Waits until no run is left; gives false if the time is over first. */
  boolean awaitIdle(long nanos) throws InterruptedException {
    long left = nanos;
    while (!isIdle()) {
      if (left <= 0) {
        return false;
      }
      left = idle.awaitNanos(left);
    }
    return true;
  }

  Engine.Totals totals() {
    List<Lead> inside = leads.all();
    long ok = succeeded + leads.items();
    long bad = failed;
    long queued = 0;
    for (Lead l : inside) {
      ok += l.next();
    }
    for (Run r : runs) {
      ok += r.succeeded();
      bad += r.failedForGood();
      queued += r.queued();
    }
    return new Engine.Totals(ok, bad, retried, queued);
  }
}
