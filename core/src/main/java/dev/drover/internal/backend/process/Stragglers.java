package dev.drover.internal.backend.process;

import dev.drover.event.Event;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Failure.Unserializable.What;
import dev.drover.task.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;

/**
 * The threads that have been relieved of reading what a worker says, since the value that they decode takes long: each keeps its
 * item until it is reported, by the thread itself, or by the watchdog when it takes too long. Guarded by the lock of the slot.
 */
final class Stragglers {
  /** What is decoded is no item, but what the initialiser threw. */
  static final int NO_ITEM = -1;

  private final Site site;
  private final Worker worker;
  private final SlotLock lock;
  private final List<Duty.Stay> all = new ArrayList<>();
  private final Condition none;

  Stragglers(Site site, Worker worker) {
    this.site = site;
    this.worker = worker;
    this.lock = worker.slot().lock();
    this.none = lock.newCondition();
  }

  /** Under the lock. */
  void add(Duty.Stay stay) {
    all.add(stay);
  }

  /** Under the lock. */
  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Keeper: returns when each has reported its item, or has been given up. */
  void awaitNone() {
    lock.lock();
    try {
      while (!all.isEmpty()) {
        none.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether it has been relieved and not been given up. */
  boolean isKnown(Duty.Stay stay) {
    lock.lock();
    try {
      return all.contains(stay);
    } finally {
      lock.unlock();
    }
  }

  /** The thread is through. */
  void release(Duty.Stay stay) {
    lock.lock();
    try {
      forget(stay);
    } finally {
      lock.unlock();
    }
  }

  private void forget(Duty.Stay stay) {
    if (all.remove(stay) && all.isEmpty()) {
      none.signalAll();
    }
  }

  /** Watchdog, under the lock. */
  void giveUpLate(long now) {
    List.copyOf(all).forEach(stay -> giveUpIfLate(stay, now));
  }

  private void giveUpIfLate(Duty.Stay stay, long now) {
    Optional<InHand> batch = worker.hands().find(stay.batch()).filter(b -> b.isOpen(stay.item()));
    Optional<String> reason = batch.flatMap(b -> b.stopReason(stay.item()));
    TaskOptions options = batch.map(b -> b.batch().work().options()).orElse(TaskOptions.defaults());
    Patience patience = Patience.with(options, reason, stay.bytes());
    if (patience.isOver(stay.lasts(now))) {
      Failure failure = patience.verdict(What.RESULT, stay.thread(), evidence());
      batch.ifPresent(b -> b.failed(stay.item(), failure));
      if (stay.item() == NO_ITEM) {
        worker.beginning().failed(Burial.failure("onWorkerStart threw: " + failure.summary(), null).with(failure.evidence()));
      }
      leaveBehind(stay);
    }
  }

  private Evidence evidence() {
    return worker.process().map(p -> Evidence.ofWorker(p.pid())).orElseGet(Evidence::none);
  }

  private void leaveBehind(Duty.Stay stay) {
    if (worker.hands().settle()) {
      worker.slot().signal();
    }
    lock.report(() -> site.tell(new Event.Warning(Patience.leftBehind(stay.thread()))));
    site.tally().leftBehind();
    stay.thread().interrupt();
    forget(stay);
  }
}
