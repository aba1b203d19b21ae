package dev.drover.internal.backend.process;

import dev.drover.event.Event;
import dev.drover.internal.host.Log;
import dev.drover.internal.ipc.memory.StatusBlock.Running;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.spi.BatchSource;
import dev.drover.spi.Work;
import dev.drover.task.Failure;
import dev.drover.task.Upkeep;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** One worker process, from its start to its burial. */
/*
 *     STARTING --Ready--> READY --retire()--> RETIRING
 *         |                 |                    |
 *         +-----------------+--------------------+--- end of the process ---> GONE
 *
 * A keeper thread does it all: starts the process, waits for its greeting, has its frames read (see Dialogue), and
 * when there are no more, judges. Only the keeper turns a worker GONE, after everything that the worker had in hand
 * has been reported. Batches are sent by the feeder of the slot, signs of life are watched by the watchdog.
 *
 * A worker never becomes anything but GONE after it has died, so none that has not answered ever gets another batch.
 */
final class Worker {
  /** How long a worker may take to end in good order. */
  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Where it is in its life. */
  private enum State {
    STARTING,
    READY,
    RETIRING,
    GONE
  }

  private final Site site;
  private final Slot slot;
  private final ReentrantLock lock;
  private final long heap;
  private final boolean forOneItem;
  private final Hands hands;
  private final Wear wear;
  private final Thread keeper;
  private final Beginning beginning;

  // Written under the lock; those that are volatile are read without it too
  private volatile State state = State.STARTING;
  private @Nullable Ladder ladder;
  private volatile boolean killed;
  private volatile boolean frozen;
  private volatile @Nullable WorkerProcess process;
  private volatile @Nullable Channel channel;
  private volatile @Nullable Dialogue dialogue;

  /** What to add to times of the worker's clock; nothing on Linux, where all processes have the same. */
  private volatile long clockOffset;

  /** The timeout of the items that were accepted last. Of who feeds. */
  private Optional<Long> timeoutNanos = Optional.empty();

  private final Outbox outbox = new Outbox();
  private final Control control = new Control();

  private Worker(Site site, Slot slot, int times) {
    Upkeep upkeep = site.context().options().upkeep();
    this.site = site;
    this.slot = slot;
    this.lock = slot.lock();
    this.forOneItem = times > 0;
    this.heap = site.heaps().borrow(Math.max(1, times));
    this.hands = new Hands(forOneItem ? OptionalInt.of(1) : upkeep.recycleItems());
    this.wear = new Wear(upkeep);
    this.beginning = new Beginning(site.context().options());
    this.keeper = Thread.ofPlatform()
        .daemon()
        .name(site.threadName("keeper-" + slot.number()))
        .unstarted(this::keep);
  }

  static Worker start(Site site, Slot slot) {
    return start(new Worker(site, slot, 0));
  }

  /** One with so many times the usual heap, or what can be had of it; it is replaced after one item. */
  static Worker startForOneItem(Site site, Slot slot, int times) {
    return start(new Worker(site, slot, times));
  }

  private static Worker start(Worker worker) {
    worker.keeper.start();
    return worker;
  }

  boolean isForOneItem() {
    return forOneItem;
  }

  /** Whether it should be replaced when that can be done without anybody waiting. Under the lock. */
  boolean isWorn() {
    return wear.reason(System.nanoTime()).isPresent();
  }

  /** Under the lock. */
  Wear wear() {
    return wear;
  }

  boolean isReady() {
    return state == State.READY;
  }

  boolean isGone() {
    return state == State.GONE;
  }

  Hands hands() {
    return hands;
  }

  Slot slot() {
    return slot;
  }

  Optional<WorkerProcess> process() {
    return Optional.ofNullable(process);
  }

  Optional<Channel> channel() {
    return Optional.ofNullable(channel);
  }

  Control control() {
    return control;
  }

  Optional<Dialogue> dialogue() {
    return Optional.ofNullable(dialogue);
  }

  /** For a caller that waits for what it has. */
  BatchSource.Trip trip() {
    Dialogue begun = dialogue;
    return begun == null ? BatchSource.Trip.UNSEEN : begun;
  }

  Optional<Ladder> ladder() {
    return Optional.ofNullable(ladder);
  }

  void ladder(Optional<Ladder> other) {
    ladder = other.orElse(null);
  }

  private void keep() {
    Optional<Failure> failure = Optional.empty();
    try {
      live();
    } catch (IOException | RuntimeException | Error e) {
      failure = Optional.of(Burial.failure("worker process could not be started: " + Texts.message(e), e));
    } finally {
      new Burial(site, this).bury(failure);
    }
  }

  private void live() throws IOException {
    Optional<Spare> spare = forOneItem ? Optional.empty() : site.spares().take();
    Optional<Parked> parked = forOneItem || spare.isPresent() ? Optional.empty() : fromDepot();
    if (spare.isPresent()) {
      adopt(spare.get());
    } else if (parked.isPresent()) {
      adopt(parked.get());
    } else {
      launch();
    }
  }

  private Optional<Parked> fromDepot() throws IOException {
    // The folder of this process has to be ours before what is in it is.
    RunDirectory directory = site.home().get();
    Parking depot = Parking.process();
    return depot.isInUse() ? depot.take(site.command(heap).recipe(directory)) : Optional.empty();
  }

  private void launch() throws IOException {
    Launch launch = new Launch(site.home().get());
    try (launch) {
      WorkerProcess launched = launch.start(site, heap);
      Optional<Gate.Guest> guest = launched(launched) ? launch.awaitGuest() : Optional.empty();
      if (guest.isPresent()) {
        welcome(launched, launched.channel(guest.get()), guest.get().clockOffset());
      }
    }
  }

  private void adopt(Parked parked) throws IOException {
    parked.process().taken();
    site.tally().started();
    if (launched(parked.process())) {
      welcome(parked.process(), parked.link(), parked.clockOffset());
    } else {
      parked.hangUp();
    }
  }

  private void welcome(WorkerProcess launched, Channel link, long offset) throws IOException {
    connected(link, offset);
    link.sendNow(Launch.welcome(site));
    beginning.welcomed();
    if (site.context().options().onWorkerStart().isEmpty()) {
      ready(launched); // it has nothing to do first: batches may be on their way while it gets there
    }
    converse(launched, link);
  }

  private void adopt(Spare spare) {
    boolean wanted = launched(spare.process());
    connected(spare.link(), spare.clockOffset());
    if (wanted) {
      ready(spare.process());
      converse(spare.process(), spare.link());
    }
  }

  private void converse(WorkerProcess live, Channel link) {
    Dialogue begun = new Dialogue(site, this, live, link);
    dialogue = begun;
    begun.run();
  }

  private boolean launched(WorkerProcess launched) {
    lock.lock();
    try {
      process = launched;
      if (killed) {
        launched.kill();
      }
      return !killed;
    } finally {
      lock.unlock();
    }
  }

  /** Keeper: the connection is there. */
  private void connected(Channel link, long offset) {
    clockOffset = offset;
    lock.lock();
    try {
      channel = link;
    } finally {
      lock.unlock();
    }
    site.watchdog().attend(site, this);
  }

  /** The worker can be given batches; once. */
  void ready(WorkerProcess live) {
    lock.lock();
    try {
      if (state != State.STARTING) {
        return;
      }
      state = State.READY;
      wear.ready(System.nanoTime());
    } finally {
      lock.unlock();
    }
    site.tell(new Event.WorkerStarted(slot.number(), live.pid(), beginning.lasted()));
    slot.signal();
    site.spares().fill(site);
  }

  /** Feeder, under the lock: takes a batch in hand, as much of it as the worker may still have. */
  void accept(InHand batch) {
    int items = batch.keep(hands.quota());
    hands.add(batch, items);
    timeoutNanos = batch.batch().work().limit().map(late -> late.limit().toNanos());
  }

  /** Feeder: sends what was accepted. */
  void send(Outgoing outgoing) {
    Optional<Channel> to = channel();
    if (to.isPresent()) {
      outbox.send(to.get(), outgoing);
      site.watchdog().attend(site, this);
    }
  }

  /** The thread that the slot was lent to: sends what was accepted. */
  void sendFromCaller(Outgoing outgoing) {
    Optional<Channel> to = channel();
    if (to.isPresent()) {
      outbox.sendFromCaller(to.get(), outgoing, site.errands());
      site.watchdog().attend(site, this);
    }
  }

  /** Tells the worker to end when it has finished; kills it if it has not even started. */
  void retire() {
    retiring().ifPresent(link -> control.send(link, new Frame.Bye()));
  }

  /** The same, not under the lock, by a thread that has no other worker waiting for it: where it can, it says so itself. */
  void dismiss() {
    retiring().ifPresent(this::sayBye);
  }

  private void sayBye(Channel to) {
    try {
      if (!to.trySend(new Frame.Bye(), site.errands())) {
        control.send(to, new Frame.Bye());
      }
    } catch (IOException gone) {
      Log.debug("sending to a worker", gone);
    }
  }

  private Optional<Channel> retiring() {
    lock.lock();
    try {
      if (state == State.STARTING) {
        kill();
      }
      boolean now = state == State.READY;
      state = now ? State.RETIRING : state;
      return now ? channel() : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Kills the process, at once or as soon as it is there. */
  void kill() {
    Optional<WorkerProcess> live;
    lock.lock();
    try {
      killed = true;
      live = process().filter(_ -> state != State.GONE);
    } finally {
      lock.unlock();
    }
    live.ifPresent(WorkerProcess::kill);
  }

  /** Watchdog: kills it. Unlike {@link #kill}, that of a worker that still starts counts as a start that failed. */
  void giveUp() {
    lock.lock();
    try {
      frozen = state == State.STARTING;
      if (frozen) {
        process().ifPresent(WorkerProcess::kill);
      }
    } finally {
      lock.unlock();
    }
    if (!frozen) {
      kill();
    }
  }

  /** Keeper: an item was reported, so starting workers is of some use. */
  void progressed() {
    if (beginning.useful()) {
      site.starts().succeeded();
    }
  }

  Beginning beginning() {
    return beginning;
  }

  /** Since when its initialiser runs; 0 if it doesn't. */
  long initialisingSince() {
    return state == State.STARTING ? beginning.initialisingSince() : 0;
  }

  boolean wasKilled() {
    return killed;
  }

  /** Whether it was given up while it started. */
  boolean wasFrozen() {
    return frozen;
  }

  /** Whether it has something to do, so that somebody waits for it. Under the lock. */
  boolean isAwaited() {
    boolean busy = !hands.isEmpty() || dialogue().filter(Dialogue::hasStragglers).isPresent();
    return isStarting() || (!isGone() && busy);
  }

  /** Waits until the worker is gone, and kills it if that takes too long. */
  void endBy(long deadline) {
    try {
      long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (!keeper.join(Duration.ofMillis(Math.max(1, millis)))) {
        kill();
        keeper.join();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  void join() throws InterruptedException {
    keeper.join();
  }

  /** What the worker runs at this moment. Under the lock. */
  Optional<Running> running() {
    return process().filter(_ -> state != State.GONE).flatMap(p -> p.status().running());
  }

  /** Interrupts what it runs, once, and no more than that. Under the lock. */
  void interrupt(Work work, LongPredicate which) {
    running().filter(r -> hands.find(r.batch()).filter(b -> b.isOf(work, which, r.item())).isPresent())
        .ifPresent(r -> channel().ifPresent(
            link -> control.send(link, new Frame.Stop(r.batch(), r.item(), r.item() + 1, true))));
  }

  /** When the worker showed that it is alive, on its own clock. Under the lock. */
  long heartbeat() {
    return process().map(p -> p.status().heartbeat()).orElse(0L);
  }

  /** When the running item told of progress, on the worker's clock; 0 for never. Under the lock. */
  long progress() {
    return process().map(p -> p.status().progress()).orElse(0L);
  }

  /** A time on the worker's clock as one on ours. */
  long toOwnClock(long workerNanos) {
    return workerNanos + clockOffset;
  }

  boolean hasTimeout() {
    return timeoutNanos.isPresent();
  }

  long timeout() {
    return timeoutNanos.orElse(Long.MAX_VALUE);
  }

  /** Keeper, under the lock: the end. Nothing of the process may be used any more. */
  boolean buried() {
    boolean wasReady = state != State.STARTING;
    state = State.GONE;
    process().ifPresent(WorkerProcess::remove);
    process = null;
    channel().ifPresent(Channel::close);
    channel = null;
    site.heaps().giveBack(heap);
    return wasReady;
  }

  boolean isStarting() {
    return state == State.STARTING;
  }

  boolean isRetiring() {
    return state == State.RETIRING;
  }
}
