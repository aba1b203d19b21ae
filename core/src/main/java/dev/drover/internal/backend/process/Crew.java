package dev.drover.internal.backend.process;

import dev.drover.spi.Backend;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The workers of one slot. Guarded by its lock. */
/*
 * `current` is fed; `next` is started ahead when current is about to be replaced, and takes its place at once if it
 * dies; `retiring` has been told to end. Only current ever has batches, so a slot never runs two items at a time.
 *
 * A worker that is worn (old, grown, dirty) goes on until its replacement is ready, so nobody waits for a start. One
 * that is used up goes at once: it may not run another item.
 */
final class Crew {
  private final Site site;
  private final Slot slot;

  private @Nullable Worker current;
  private @Nullable Worker next;
  private @Nullable Worker retiring;

  Crew(Site site, Slot slot) {
    this.site = site;
    this.slot = slot;
  }

  Stream<Worker> all() {
    return Stream.of(Optional.ofNullable(current), Optional.ofNullable(next), Optional.ofNullable(retiring))
        .flatMap(Optional::stream);
  }

  /** What runs in the slot of this number. */
  List<Backend.Running> running(int number) {
    return all().flatMap(worker -> running(worker, number)).toList();
  }

  private static Stream<Backend.Running> running(Worker worker, int number) {
    return worker.running().stream().flatMap(r -> worker.hands().find(r.batch()).stream()
        .filter(b -> b.isOpen(r.item()))
        .map(b -> new Backend.Running(
            b.batch().work(), b.batch().index(r.item()), number, worker.toOwnClock(r.start()))));
  }

  /** The worker to feed, started if need be; null if none is there and none may be started. */
  @Nullable Worker fit(boolean mayStart) {
    Worker worker = current;
    if (worker != null && isToGo(worker)) {
      retire(worker);
      worker = null;
    }
    if (worker == null || worker.isGone()) {
      worker = next;
      next = null;
    }
    if (worker == null || worker.isGone()) {
      worker = mayStart && site.starts().hopeless().isEmpty() ? Worker.start(site, slot) : null;
    }
    current = worker;
    return worker;
  }

  /** The worker for this batch: one that has just been started with more heap if its item ran out of memory before. */
  @Nullable Worker fitFor(InHand batch) {
    Worker worker = fit(true);
    int times = batch.batch().freshHeap();
    if (worker == null || times == 0 || worker.isForOneItem() || !worker.hands().isEmpty()) {
      return worker;
    }
    retire(worker);
    current = Worker.startForOneItem(site, slot, times);
    return current;
  }

  /** Whether something else is to be done than to feed the worker that is fed. */
  boolean needsLook() {
    return current == null || !current.isReady() || current.hands().isUsedUp() || current.isWorn();
  }

  /** Whether its feeder could do anything if it had a batch. */
  boolean mayBeFed() {
    return current == null || needsLook() || current.hands().isEmpty() || current.hands().mayHaveSecond();
  }

  /** The worker that is fed, if it has nothing to do and nothing else is to be done. */
  Optional<Worker> atRest() {
    Worker worker = current;
    boolean rests = worker != null && next == null && !needsLook() && worker.hands().isEmpty() && worker.hands().isUnlimited();
    return rests ? Optional.ofNullable(worker) : Optional.empty();
  }

  /** Those that have nothing to do. */
  List<Worker> resting() {
    return all().filter(worker -> worker.isReady() && worker.hands().isEmpty()).toList();
  }

  private boolean isToGo(Worker worker) {
    boolean mayGo = worker.isReady() && worker.hands().isEmpty();
    return mayGo && (worker.hands().isUsedUp() || (next != null && next.isReady() && worker.isWorn()));
  }

  private void retire(Worker worker) {
    // At most one lingers: an onWorkerStop that hangs must not cost a process at each replacement.
    Optional.ofNullable(retiring).ifPresent(Worker::kill);
    retiring = worker;
    worker.retire();
  }

  /** Has a replacement ready before it is needed. */
  void startAhead() {
    Worker worker = current;
    boolean wanted = worker != null && next == null && (worker.hands().isNearlyUsedUp() || worker.isWorn());
    if (wanted && site.starts().hopeless().isEmpty()) {
      next = Worker.start(site, slot);
    }
  }

  /** A worker is gone; gives true if it was the one that is fed. */
  boolean gone(Worker worker) {
    if (worker == next) {
      next = null;
    }
    if (worker == retiring) {
      retiring = null;
    }
    return worker == current;
  }
}
