package dev.drover.internal.backend.process;

import dev.drover.event.Event;
import dev.drover.internal.ipc.memory.StatusBlock.Running;
import dev.drover.internal.ipc.wire.Cargo;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.Recent;
import dev.drover.internal.ipc.wire.SocketLink;
import dev.drover.task.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One worker process, from its start to its burial. */
/*
 *     STARTING --Ready--> READY --retire()--> RETIRING
 *         |                 |                    |
 *         +-----------------+--------------------+--- end of the process ---> GONE
 *
 * A keeper thread does it all: starts the process, waits for its greeting, has its frames read (see Dialogue), and when there
 * are no more, judges. Only the keeper turns a worker GONE, after everything that the worker had in hand has been reported. Batches are
 * sent by the feeder of the slot, signs of life are watched by the watchdog.
 *
 * A worker never becomes anything but GONE after it has died, so none that has not answered ever gets another batch.
 */
final class Worker {
  /** How long a worker may take to end in good order. */
  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final boolean IS_LINUX = System.getProperty("os.name", "").equals("Linux");

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
  private final Hands hands;
  private final Thread keeper;
  private final long begun = System.nanoTime();

  // Written under the lock; those that are volatile are read without it too
  private volatile State state = State.STARTING;
  private @Nullable Ladder ladder;
  private volatile boolean killed;
  private volatile boolean frozen;
  private volatile @Nullable WorkerProcess process;
  private volatile @Nullable Channel channel;
  private volatile @Nullable Dialogue dialogue;

  // Whoever reads what it says, then the keeper
  private volatile boolean useful;
  private volatile @Nullable Failure startFailure;
  private volatile List<StackTraceElement> startStack = List.of();

  /** When it was told its initialiser; 0 for not yet. */
  private volatile long welcomedAt;

  /** What to add to times of the worker's clock; nothing on Linux, where all processes have the same. */
  private volatile long clockOffset;

  /** The timeout of the items that were accepted last. Feeder only. */
  private Optional<Long> timeoutNanos = Optional.empty();

  /** What has been sent. Feeder only. */
  private final Recent<Boolean> functions = new Recent<>();

  private Worker(Site site, Slot slot) {
    this.site = site;
    this.slot = slot;
    this.lock = slot.lock();
    this.hands = new Hands(site.context().options().recycleAfter());
    this.keeper = Thread.ofPlatform()
        .daemon()
        .name(site.threadName("keeper-" + slot.number()))
        .unstarted(this::keep);
  }

  static Worker start(Site site, Slot slot) {
    Worker worker = new Worker(site, slot);
    worker.keeper.start();
    return worker;
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

  Optional<Dialogue> dialogue() {
    return Optional.ofNullable(dialogue);
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
    Launch launch = new Launch(site);
    try (launch) {
      WorkerProcess launched = launch.start();
      if (launched(launched)) {
        launch.awaitGuest().ifPresent(arrived -> converse(launched, arrived));
      }
    }
  }

  private void converse(WorkerProcess launched, Gate.Guest arrived) {
    clockOffset = IS_LINUX ? 0 : System.nanoTime() - arrived.hello().nanoTime();
    Channel link = new SocketLink(arrived.socket());
    connected(link);
    site.watchdog().attend(site, this);
    try {
      link.sendNow(Launch.welcome(site));
      welcomedAt = System.nanoTime();
    } catch (IOException e) {
      throw new UncheckedIOException(Texts.message(e), e);
    }
    Dialogue begun = new Dialogue(site, this, launched, link);
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
  private void connected(Channel link) {
    lock.lock();
    try {
      channel = link;
    } finally {
      lock.unlock();
    }
  }

  /** Keeper: the worker can be given batches. */
  void ready(WorkerProcess live) {
    lock.lock();
    try {
      if (state == State.STARTING) {
        state = State.READY;
      }
    } finally {
      lock.unlock();
    }
    site.tell(new Event.WorkerStarted(slot.number(), live.pid(), Duration.ofNanos(System.nanoTime() - begun)));
    slot.signal();
  }

  /** Feeder, under the lock: takes a batch in hand, as much of it as the worker may still have. */
  void accept(InHand batch) {
    int items = batch.keep(hands.quota());
    hands.add(batch, items);
    timeoutNanos = batch.batch().work().limit().map(late -> late.limit().toNanos());
  }

  /** Feeder: sends what was accepted. If that fails, the keeper finds out too, and judges. */
  void send(Outgoing outgoing) {
    Optional<Channel> to = channel();
    if (to.isEmpty()) {
      return;
    }
    try {
      if (functions.touch(outgoing.function().name()).isEmpty()) {
        functions.add(outgoing.function().name(), true);
        to.get().send(new Frame.Function(outgoing.function().name(), Cargo.of(outgoing.function().code())));
      }
      to.get().sendNow(outgoing.frame());
    } catch (IOException dead) {
      Log.debug("sending a batch", dead);
    }
    site.watchdog().attend(site, this);
  }

  /** Tells the worker to end when it has finished; kills it if it has not even started. */
  void retire() {
    Optional<Channel> to;
    lock.lock();
    try {
      if (state == State.STARTING) {
        kill();
      }
      if (state != State.READY) {
        return;
      }
      state = State.RETIRING;
      to = channel();
    } finally {
      lock.unlock();
    }
    to.ifPresent(link -> Control.send(link, new Frame.Bye()));
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
    if (!useful) {
      useful = true;
      site.starts().succeeded();
    }
  }

  boolean isUseful() {
    return useful;
  }

  /** How long its initialiser may take. */
  Duration startTimeout() {
    return site.context().options().startTimeout();
  }

  /** Since when its initialiser runs; 0 if it doesn't. */
  long initialisingSince() {
    return state == State.STARTING && site.context().options().onWorkerStart().isPresent() ? welcomedAt : 0;
  }

  /** Where its initialiser was, when it was asked. */
  List<StackTraceElement> startStack() {
    return startStack;
  }

  void startStack(List<StackTraceElement> stack) {
    startStack = stack;
  }

  /** The initialiser failed. */
  void startFailure(Failure failure) {
    startFailure = failure;
  }

  Optional<Failure> startFailure() {
    return Optional.ofNullable(startFailure);
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
    return isStarting() || (!isGone() && !hands.isEmpty());
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
    return wasReady;
  }

  boolean isStarting() {
    return state == State.STARTING;
  }

  boolean isRetiring() {
    return state == State.RETIRING;
  }
}
