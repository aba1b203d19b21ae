package dev.drover.internal.backend.process;

import dev.drover.event.Event.KillStep.Step;
import dev.drover.event.Event;
import dev.drover.internal.host.ProcessStat;
import dev.drover.internal.ipc.memory.StatusBlock.Running;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** What the watchdog does about one worker each time it looks. Watchdog thread only. */
final class Checkup {
  private static final long FROZEN_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long RECALL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long DEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Worker worker;
  private final ReentrantLock lock;
  private final StartCheck start;
  private long deadSince;

  /** What to do once the lock is released. */
  private record Orders(List<Frame> frames, Optional<Step> step, long next) {}

  Checkup(Worker worker) {
    this.worker = worker;
    this.lock = worker.slot().lock();
    this.start = new StartCheck(worker);
  }

  boolean isBusy() {
    lock.lock();
    try {
      return worker.isAwaited();
    } finally {
      lock.unlock();
    }
  }

  /** Looks, acts, and tells when to look again at the latest; never, if nobody waits for the worker. */
  long look(Site site, long now) {
    Optional<Orders> orders;
    boolean otherIsIdle = worker.slot().hasIdleNeighbour(); // not under the lock: it takes that of the other
    lock.lock();
    try {
      orders = worker.isAwaited() ? Optional.of(examine(now, otherIsIdle)) : Optional.empty();
    } finally {
      lock.unlock();
    }
    orders.ifPresent(o -> carryOut(site, o));
    return orders.map(Orders::next).orElse(Long.MAX_VALUE);
  }

  private Orders examine(long now, boolean otherIsIdle) {
    closeIfDead(now);
    worker.dialogue().ifPresent(d -> d.supervise(now));
    // A ladder stays until its item is reported: the result may be what the ladder has made of it.
    worker.ladder(worker.ladder().filter(l -> worker.hands().isOpen(l.batch(), l.item())));
    Optional<Running> running = worker.running();
    long next = running.map(r -> startLadder(r, now)).orElse(now + RECALL_NANOS);
    Optional<Step> step = step(running, now);
    List<Frame> frames = new ArrayList<>();
    running.ifPresent(r -> step.flatMap(s -> frame(s, r)).ifPresent(frames::add));
    start.question(now).ifPresent(frames::add);
    recall(now, otherIsIdle);
    worker.hands().all().forEach(b -> frames.addAll(b.takeStops()));
    return new Orders(frames, step, worker.ladder().map(l -> Math.min(l.next(), now + RECALL_NANOS)).orElse(next));
  }

  private Optional<Step> step(Optional<Running> running, long now) {
    Optional<Ladder> ladder = worker.ladder().filter(l -> running.filter(l::isFor).isPresent());
    if (ladder.isPresent()) {
      long heartbeat = worker.toOwnClock(worker.heartbeat());
      return ladder.get().advance(now, heartbeat, running.orElseThrow().phase());
    }
    // Frozen between two items, or after the result of one was sent: nobody is to blame, but it has to go.
    boolean hopeless = isFrozen(now) || start.isOver(now);
    return hopeless && !worker.wasKilled() && !worker.wasFrozen() ? Optional.of(Step.KILL) : Optional.empty();
  }

  /** Puts the running item on the ladder if there is a reason; otherwise tells when there may be one. */
  private long startLadder(Running running, long now) {
    Optional<InHand> batch = worker.hands().find(running.batch()).filter(b -> b.isOpen(running.item()));
    if (batch.isEmpty() || worker.ladder().isPresent()) {
      return now + RECALL_NANOS;
    }
    Limits limits = Limits.of(batch.get().batch().work(), running, worker);
    ladder(running, batch.get(), limits, now).ifPresent(l -> worker.ladder(Optional.of(l)));
    return Math.min(limits.next(), now + RECALL_NANOS);
  }

  private Optional<Ladder> ladder(Running running, InHand batch, Limits limits, long now) {
    Optional<String> stop = batch.stopReason(running.item());
    boolean over = stop.isPresent() || now >= limits.next();
    boolean frozen = isFrozen(now) || (over && isStopped());
    if (stop.isPresent()) {
      Function<Evidence, Failure> cancelled = e -> new Failure.Cancelled(stop.get(), e);
      return Optional.of(frozen ? Ladder.doomed(running, cancelled) : Ladder.stopped(running, cancelled));
    }
    return frozen
        ? Optional.of(Ladder.doomed(running, e -> new Failure.Stalled(Duration.ofNanos(FROZEN_NANOS), true, e)))
        : limits.ladder(running, now);
  }

  private static Optional<Frame> frame(Step step, Running running) {
    return switch (step) {
      case DUMP -> Optional.of(new Frame.Dump(running.batch(), running.item()));
      case INTERRUPT -> Optional.of(new Frame.Stop(running.batch(), running.item(), running.item() + 1, true));
      case TERMINATE, KILL -> Optional.empty();
    };
  }

  /** Something that was quick has become slow: what waits behind it is given back, for another worker to run. */
  private void recall(long now, boolean otherIsIdle) {
    List<InHand> all = worker.hands().all();
    for (InHand inHand : all) {
      boolean waits = inHand != all.getFirst() || (otherIsIdle && isCutTooLarge(inHand, now));
      if (waits && !inHand.isRecalled() && now - inHand.sentAt() > RECALL_NANOS) {
        inHand.recall();
      }
    }
  }

  /** It was cut for items that were quicker than these are. Not where items are counted: those that are given back count as well. */
  private boolean isCutTooLarge(InHand inHand, long now) {
    return worker.hands().isUnlimited()
        && inHand.batch().work().options().batch().measured()
        && inHand.lastsFor(RECALL_NANOS, now);
  }

  private boolean isFrozen(long now) {
    long heartbeat = worker.heartbeat();
    if (heartbeat == 0 || now - worker.toOwnClock(heartbeat) < FROZEN_NANOS) {
      return false;
    }
    return !ProcessStat.isThere() || isStopped();
  }

  /** Whether somebody has stopped the process: its item can't be late then. */
  private boolean isStopped() {
    return worker.process().filter(p -> ProcessTable.isStopped(p.pid())).isPresent();
  }

  /**
   * The end of a process is normally the end of its connection; not if a process that it started has inherited the socket.
   */
  private void closeIfDead(long now) {
    boolean dead = worker.process().filter(p -> !p.process().isAlive()).isPresent();
    if (!dead) {
      deadSince = 0;
    } else if (deadSince == 0) {
      deadSince = now;
    } else if (now - deadSince > DEAD_NANOS) {
      worker.channel().ifPresent(dev.drover.internal.ipc.wire.Channel::close);
    }
  }

  private void carryOut(Site site, Orders orders) {
    if (!orders.frames().isEmpty()) {
      worker.channel().ifPresent(c -> worker.control().send(c, orders.frames().toArray(Frame[]::new)));
    }
    orders.step().ifPresent(step -> take(site, step));
  }

  private void take(Site site, Step step) {
    long pid = worker.process().map(WorkerProcess::pid).orElse(0L);
    site.tell(new Event.KillStep(worker.slot().number(), pid, step));
    if (step == Step.KILL) {
      worker.giveUp();
    }
  }
}
