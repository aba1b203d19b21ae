package dev.drover.internal.backend.local;

import dev.drover.event.Event;
import dev.drover.internal.host.Debugger;
import dev.drover.internal.host.ThreadTimes;
import dev.drover.spi.Assignment;
import dev.drover.spi.Backend;
import dev.drover.spi.BackendContext;
import dev.drover.spi.BackendStats;
import dev.drover.spi.BatchReport;
import dev.drover.spi.BatchSource;
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
 * <p>Slots have threads of their own kind. Where the engine may ask for more batches at a time than there are slots, as their items
 * wait, each further one gets a virtual thread, which ends when nothing came for it for {@link #WAITING_PATIENCE}.
 *
 * <p>An item can be interrupted but not killed. One that doesn't react within {@link #GRACE} is left behind with its
 * thread, which is replaced and counted: the run goes on, but the thread and what it holds are lost until the item ends by itself.
 */
final class LocalBackend implements Backend {
  static final Duration GRACE = Duration.ofSeconds(1);
  /** Long against the pause between two calls of a loop. */
  private static final Duration WAITING_PATIENCE = Duration.ofMillis(50);
  private static final Duration AT_CLOSE = Duration.ofSeconds(2);

  private final String name;
  private final int slots;
  private final BackendContext context;
  private final ThreadFactory threads;
  /** For what runs besides the slots. */
  private final int most;
  private final ThreadFactory waitingThreads;
  private final Invocation invocation;
  private final Set<Lane> lanes = ConcurrentHashMap.newKeySet();
  /** Those that are no slots. */
  private final Set<Lane> besides = ConcurrentHashMap.newKeySet();
  private final CallerValues callerValues = new CallerValues();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger idle = new AtomicInteger();
  private final AtomicInteger live = new AtomicInteger();
  /** Of those that live, how many are slots; guarded by this. */
  private int liveSlots;
  private final AtomicLong abandoned = new AtomicLong();
  private final LocalWatchdog watchdog = new LocalWatchdog(this::look, this::unheard);

  LocalBackend(String name, int slots, BackendContext context, ThreadFactory threads) {
    this(name, slots, context, threads, Invocation.DIRECT);
  }

  /** With more batches at a time than slots, if the context allows that. */
  LocalBackend(String name, BackendContext context, ThreadFactory threads, ThreadFactory waitingThreads) {
    this(name, context.slots(), context, threads, context.most(), waitingThreads, Invocation.DIRECT);
  }

  LocalBackend(
      String name, int slots, BackendContext context, ThreadFactory threads, Invocation invocation) {
    this(name, slots, context, threads, slots, threads, invocation);
  }

  private LocalBackend(
      String name,
      int slots,
      BackendContext context,
      ThreadFactory threads,
      int most,
      ThreadFactory waitingThreads,
      Invocation invocation) {
    this.most = most;
    this.waitingThreads = waitingThreads;
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
    if (live.get() < most) {
      startMissing(waiting);
    }
  }

  private synchronized void startMissing(int waiting) {
    int missing = Math.min(waiting - idle.get(), most - live.get());
    for (int i = 0; i < missing; i++) {
      start();
    }
  }

  private void start() {
    live.incrementAndGet();
    idle.incrementAndGet();
    if (liveSlots < slots) {
      liveSlots++;
      threads.newThread(() -> serve(true)).start();
    } else {
      waitingThreads.newThread(() -> serve(false)).start();
    }
  }

  /** Not at the end of an abandoned thread, whose place was given to another one. */
  private synchronized void ended(Lane lane) {
    if (!besides.remove(lane)) {
      liveSlots--;
    }
  }

  /** The life of a slot, or of a thread besides. */
  private void serve(boolean slot) {
    Lane lane = new Lane(numbers.incrementAndGet(), Thread.currentThread(), invocation);
    if (!slot) {
      besides.add(lane);
    }
    lanes.add(lane);
    WorkerLocal.Values values = new WorkerLocal.Values();
    WorkerLocal.Values.enter(values);
    try (values) {
      while (serveNext(lane, slot)) {
        // in a method of its own, so that no variable here refers to the last batch while the slot waits for the next
      }
    } finally {
      if (lanes.remove(lane)) {
        ended(lane);
      }
    }
  }

  /** The next batch. Nobody but {@link #close()} interrupts a slot that waits. */
  private Optional<Assignment> take(boolean slot) {
    Visitor visitor = new Visitor();
    try {
      Optional<Assignment> next = context.source().take(slot ? idle::decrementAndGet : visitor);
      if (next.isEmpty() && !visitor.left) {
        left();
      }
      return next;
    } catch (InterruptedException e) {
      left();
      return Optional.empty();
    }
  }

  /** It counts no more. */
  private void left() {
    idle.decrementAndGet();
    live.decrementAndGet();
  }

  /** One that is there only while there is much to do. */
  private final class Visitor implements BatchSource.Taker {
    private boolean left;

    @Override
    public void handedOver() {
      idle.decrementAndGet();
    }

    @Override
    public Duration patience() {
      return WAITING_PATIENCE;
    }

    @Override
    public boolean leaves() {
      left();
      left = true;
      return true;
    }
  }

  private boolean serveNext(Lane lane, boolean slot) {
    Optional<Assignment> next = take(slot);
    return next.isPresent() && serve(lane, next.get());
  }

  private boolean serve(Lane lane, Assignment assignment) {
    watchdog.watch(assignment.batch().work());
    if (!run(lane, assignment)) {
      return false; // abandoned: the watchdog has reported, and started another slot
    }
    idle.incrementAndGet(); // before the results are out, so that who sees them finds this slot idle
    assignment.report().close();
    return true;
  }

  private static boolean run(Lane lane, Assignment assignment) {
    BatchReport report = assignment.report();
    Optional<ThreadTimes> before = report.asksForWaits() ? ThreadTimes.now() : Optional.empty();
    boolean ended = lane.run(assignment);
    if (ended && before.isPresent()) {
      ThreadTimes.now().map(before.get()::until).ifPresent(span -> report.waited(span.waited(), span.of()));
    }
    return ended;
  }

  @Override
  public void runOne(Assignment assignment) {
    WorkerLocal.Values.during(callerValues, () -> runHere(assignment));
  }

  @Override
  public WorkerLocal.Values.Lender lender() {
    return callerValues;
  }

  private void runHere(Assignment assignment) {
    Lane lane = new Lane(0, Thread.currentThread(), invocation);
    lanes.add(lane);
    try {
      watchdog.watch(assignment.batch().work());
      if (run(lane, assignment)) {
        assignment.report().close();
      }
    } finally {
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
      ended(lane);
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
