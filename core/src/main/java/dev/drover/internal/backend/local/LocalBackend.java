package dev.drover.internal.backend.local;

import dev.drover.event.Event;
import dev.drover.internal.host.Debugger;
import dev.drover.spi.Assignment;
import dev.drover.spi.Backend;
import dev.drover.spi.BackendContext;
import dev.drover.spi.BackendStats;
import dev.drover.spi.Work;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.WorkerLocal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;

/**
 * Runs items on threads of this process: slots of its own, and callers that help.
 *
 * <p>An item can be interrupted but not killed. One that doesn't react within {@link #GRACE} is left behind with its
 * thread, which is replaced and counted: the run goes on, but the thread and what it holds are lost until the item ends by itself.
 */
final class LocalBackend implements Backend {
  static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration AT_CLOSE = Duration.ofSeconds(2);

  private final String name;
  private final int slots;
  private final BackendContext context;
  private final ThreadFactory threads;
  private final Invocation invocation;
  private final Set<Lane> lanes = ConcurrentHashMap.newKeySet();
  private final CallerValues callerValues = new CallerValues();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger idle = new AtomicInteger();
  private final AtomicInteger live = new AtomicInteger();
  private final AtomicLong abandoned = new AtomicLong();
  private final LocalWatchdog watchdog = new LocalWatchdog(this::look, this::unheard);

  LocalBackend(String name, int slots, BackendContext context, ThreadFactory threads) {
    this(name, slots, context, threads, Invocation.DIRECT);
  }

  LocalBackend(
      String name, int slots, BackendContext context, ThreadFactory threads, Invocation invocation) {
    this.invocation = invocation;
    this.name = name;
    this.slots = slots;
    this.context = context;
    this.threads = threads;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public boolean callerRuns() {
    return true;
  }

  // --- slots ---

  @Override
  public void demand(int waiting) {
    if (live.get() < slots) {
      startMissing(waiting);
    }
  }

  private synchronized void startMissing(int waiting) {
    int missing = Math.min(waiting - idle.get(), slots - live.get());
    for (int i = 0; i < missing; i++) {
      startSlot();
    }
  }

  private void startSlot() {
    live.incrementAndGet();
    idle.incrementAndGet();
    threads.newThread(this::serve).start();
  }

  /** The life of a slot. */
  private void serve() {
    Lane lane = new Lane(numbers.incrementAndGet(), Thread.currentThread(), invocation);
    lanes.add(lane);
    WorkerLocal.Values values = new WorkerLocal.Values();
    WorkerLocal.Values.enter(values);
    try (values) {
      while (serveNext(lane)) {
        // in a method of its own, so that no variable here refers to the last batch while the slot waits for the next
      }
    } finally {
      lanes.remove(lane);
    }
  }

  /** The next batch. Nobody but {@link #close()} interrupts a slot that waits. */
  private Optional<Assignment> take() {
    try {
      Optional<Assignment> next = context.source().take(idle::decrementAndGet);
      if (next.isEmpty()) {
        idle.decrementAndGet();
        live.decrementAndGet();
      }
      return next;
    } catch (InterruptedException e) {
      idle.decrementAndGet();
      live.decrementAndGet();
      return Optional.empty();
    }
  }

  private boolean serveNext(Lane lane) {
    Optional<Assignment> next = take();
    return next.isPresent() && serve(lane, next.get());
  }

  private boolean serve(Lane lane, Assignment assignment) {
    watchdog.watch(assignment.batch().work());
    if (!lane.run(assignment)) {
      return false; // abandoned: the watchdog has reported, and started another slot
    }
    idle.incrementAndGet(); // before the results are out, so that who sees them finds this slot idle
    assignment.report().close();
    return true;
  }

  @Override
  public void runOne(Assignment assignment) {
    Lane lane = new Lane(0, Thread.currentThread(), invocation);
    lanes.add(lane);
    WorkerLocal.Values values = callerValues.borrow();
    WorkerLocal.Values before = WorkerLocal.Values.enter(values);
    try {
      watchdog.watch(assignment.batch().work());
      if (lane.run(assignment)) {
        assignment.report().close();
      }
    } finally {
      WorkerLocal.Values.enter(before);
      callerValues.giveBack(values);
      lanes.remove(lane);
    }
  }

  // --- stopping ---

  /** The watchdog's look at all lanes: interrupts what is over its time, leaves behind what doesn't react. */
  private void look() {
    long now = System.nanoTime();
    for (Lane lane : lanes) {
      lane.running().ifPresent(r -> overdue(r, now).ifPresent(late ->
          lane.interrupt(r, stack -> late.with(Evidence.inProcess().stack(stack)))));
      long unheard = lane.unheardSince();
      if (unheard != 0 && now - unheard > GRACE.toNanos()) {
        abandon(lane);
      }
    }
  }

  private static Optional<Failure.TimedOut> overdue(Running r, long now) {
    return r.work().limit()
        .filter(late -> now - r.sinceNanos() > late.limit().toNanos() && !Debugger.suspendsTimeouts());
  }

  private void abandon(Lane lane) {
    boolean slot = lane.running().map(r -> r.slot() > 0).orElse(false);
    if (slot && lane.abandon()) {
      abandoned.incrementAndGet();
      lanes.remove(lane);
      live.decrementAndGet();
      context.events().on(new Event.Warning(
          "thread '%s' does not react to its interrupt and was left behind; worker processes can be killed: use Pool.processes"
              .formatted(lane.thread().getName())));
      startMissing(1);
    }
  }

  @Override
  public void stop(Work work, LongPredicate which, String reason) {
    boolean any = false;
    for (Lane lane : lanes) {
      any |= lane.running()
          .filter(r -> r.work() == work && which.test(r.index()))
          .filter(r -> lane.interrupt(r, stack -> new Failure.Cancelled(reason, Evidence.inProcess().stack(stack))))
          .isPresent();
    }
    if (any) {
      watchdog.interrupted();
    }
  }

  /** Whether an interrupt has not been reacted to so far. */
  private boolean unheard() {
    return lanes.stream().anyMatch(lane -> lane.unheardSince() != 0);
  }

  @Override
  public void ended(Work work) {
    watchdog.forget(work);
    invocation.ended(work);
  }

  // --- figures and end ---

  @Override
  public List<Running> running() {
    return lanes.stream()
        .map(Lane::running)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparingLong(Running::sinceNanos))
        .toList();
  }

  @Override
  public BackendStats stats() {
    return new BackendStats(slots, live.get(), 0, 0, abandoned.get(), List.of());
  }

  /** Waits for the slots, whose source has ended, and leaves behind what hangs. */
  @Override
  public void close() {
    long end = System.nanoTime() + AT_CLOSE.toNanos();
    for (Lane lane : new ArrayList<>(lanes)) {
      join(lane.thread(), end);
    }
    callerValues.close();
    watchdog.close();
  }

  private static void join(Thread thread, long end) {
    try {
      boolean _ = thread == Thread.currentThread()
          || thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
