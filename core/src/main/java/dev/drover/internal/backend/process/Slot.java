package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import dev.drover.spi.Assignment;
import dev.drover.spi.Backend;
import dev.drover.spi.BatchSource;
import dev.drover.spi.Work;
import dev.drover.task.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A place for one worker at a time, and the thread that feeds it. */
/*
 * The feeder waits until its worker may have a batch, takes one from the source, encodes it and sends it. It never takes a
 * batch that it could not hand over at once, unless no worker can be started: then it fails the batch with the reason.
 *
 * One lock guards everything that can change: the workers' states and what they have in hand. No code of the user and no
 * input or output runs under it; reports are made when it is given up, see SlotLock.
 */
final class Slot {
  /** No number of signals. */
  private static final long WAITED_FOR = -1;

  private final Site site;
  private final Slots all;
  private final int number;
  private final SlotLock lock = new SlotLock();
  private final Condition changed = lock.newCondition();
  private final CountDownLatch ended = new CountDownLatch(1);

  // Guarded by lock
  private final Crew crew;
  private @Nullable Encoding feeding;
  private Thread feeder;

  /** A batch was handed over that is not yet {@link #feeding}, nor in a worker's hands. Set while the engine's lock is held. */
  private volatile boolean taking;
  private long signals;
  private boolean closing;

  /** The signal count at which the source was last found empty. Feeder only. */
  private long polledAt = -1;

  /** How the feeder gets its next batch. */
  private enum Fetch {
    /** Waits for one. */
    TAKE,
    /** Takes one if there is one. */
    POLL
  }

  Slot(Site site, Slots all, int number) {
    this.site = site;
    this.all = all;
    this.number = number;
    this.crew = new Crew(site, this);
    this.feeder = feeder(Optional.empty());
  }

  private Thread feeder(Optional<Encoding> begun) {
    return Thread.ofPlatform().daemon().name(site.threadName("feeder-" + number)).unstarted(() -> {
      if (feed(begun)) {
        end();
      }
    });
  }

  int number() {
    return number;
  }

  SlotLock lock() {
    return lock;
  }

  void start() {
    lock.lock();
    try {
      feeder.start();
    } finally {
      lock.unlock();
    }
  }

  /** Something has changed that somebody may wait for. */
  void signal() {
    lock.lock();
    try {
      signals++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** There is something to hand out. A feeder whose worker has enough in hand is not woken for that: it looks when there is room. */
  void wake() {
    lock.lock();
    try {
      signals++;
      if (feeding == null && crew.mayBeFed()) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Reader, not under the lock: what {@link #ended} is to be told when a batch has ended. The feeder is woken only if there is
   * something to feed, or something else to do: otherwise it would go and sleep where batches are handed out, to be woken there
   * again for the next one. Who brings the next one signals, so a batch that comes between the two calls shows there.
   */
  long ending() {
    long seen = signalCount();
    return site.context().source().isWaitedFor() ? WAITED_FOR : seen;
  }

  /** Reader, under the lock: the worker is through with a batch. */
  void ended(long before) {
    boolean more = feeding != null || closing || crew.needsLook();
    if (before != signals || more || site.context().options().upkeep().idleTimeout().isPresent()) {
      signals++;
      changed.signalAll();
    }
  }

  /** Feeds until there is no more; false if another thread does from now on. */
  private boolean feed(Optional<Encoding> begun) {
    try {
      if (begun.isPresent()) {
        finish(begun.get());
      }
      boolean more = true;
      while (more) {
        more = feedOne();
      }
    } catch (Encoding.RelievedException relieved) {
      return false;
    } catch (InterruptedException stopped) {
      Log.debug("a feeder was interrupted", stopped);
    } catch (RuntimeException | Error e) {
      Log.warn("a feeder failed", e);
    }
    return true;
  }

  /** One batch; false if there will be no more. */
  private boolean feedOne() throws InterruptedException, Encoding.RelievedException {
    Fetch how = awaitCredit();
    long seen = signalCount();
    Optional<Assignment> work = how == Fetch.TAKE ? take() : site.context().source().pollAhead();
    if (work.isPresent()) {
      handOver(work.get());
    } else if (how == Fetch.POLL) {
      polledAt = seen;
    }
    return work.isPresent() || how == Fetch.POLL;
  }

  private Optional<Assignment> take() throws InterruptedException {
    return site.context().source().take(new Taker());
  }

  /** This slot, as the engine sees it while the feeder waits. */
  private final class Taker implements BatchSource.Taker {
    @Override
    public void handedOver() {
      taking = true;
    }

    @Override
    public Duration patience() {
      return site.context().options().upkeep().idleTimeout().orElse(BatchSource.FOR_EVER);
    }

    @Override
    public boolean leaves() {
      return all.leave(Slot.this);
    }

    @Override
    public boolean mayBeGiven() {
      lock.lock();
      try {
        return !closing && crew.atRest().isPresent();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public Optional<BatchSource.Trip> give(Assignment work) {
      return Passage.of(site, work).flatMap(outgoing -> send(new InHand(work, lock), outgoing));
    }
  }

  /** A caller: sends a batch to the worker, if that has nothing to do still. */
  private Optional<BatchSource.Trip> send(InHand batch, Outgoing outgoing) {
    Optional<Worker> worker;
    lock.lock();
    try {
      worker = closing ? Optional.empty() : crew.atRest();
      worker.ifPresent(w -> w.accept(batch));
      taking = worker.isEmpty();
    } finally {
      lock.unlock();
    }
    worker.ifPresent(w -> w.sendFromCaller(outgoing));
    return worker.map(Worker::trip);
  }

  private long signalCount() {
    lock.lock();
    try {
      return signals;
    } finally {
      lock.unlock();
    }
  }

  private Fetch awaitCredit() throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        Worker worker = crew.fit(!closing);
        boolean ready = worker != null && worker.isReady();
        if (worker == null || (closing && !ready) || (ready && worker.hands().isEmpty())) {
          return Fetch.TAKE;
        }
        if (ready && worker.hands().mayHaveSecond() && signals != polledAt) {
          return Fetch.POLL;
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void handOver(Assignment work) throws InterruptedException, Encoding.RelievedException {
    Encoding begun = new Encoding(site, new InHand(work, lock), lock);
    setFeeding(begun);
    site.watchdog().attend(site, this);
    finish(begun);
  }

  private void finish(Encoding begun) throws InterruptedException, Encoding.RelievedException {
    Optional<Outgoing> outgoing = begun.run();
    if (outgoing.isEmpty() || !place(begun.inHand(), outgoing.get())) {
      close(begun.inHand());
    }
    setFeeding(null);
  }

  private void setFeeding(@Nullable Encoding begun) {
    lock.lock();
    try {
      feeding = begun;
      taking = false;
    } finally {
      lock.unlock();
    }
  }

  private void close(InHand batch) {
    lock.lock();
    try {
      batch.close();
    } finally {
      lock.unlock();
    }
  }

  /** Gives the batch to a worker; if none can be started, fails it. */
  private boolean place(InHand batch, Outgoing outgoing) throws InterruptedException {
    Optional<Worker> worker = awaitRoom(batch);
    if (worker.isEmpty()) {
      return false;
    }
    worker.get().send(worker.get().hands().isUsedUp() ? outgoing.only(batch, lock) : outgoing);
    startAhead();
    return true;
  }

  private Optional<Worker> awaitRoom(InHand batch) throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        Worker worker = crew.fitFor(batch);
        if (worker == null) {
          batch.failAll(whyHopeless());
          return Optional.empty();
        }
        if (worker.isReady() && !worker.hands().isUsedUp() && hasRoom(worker, batch)) {
          worker.accept(batch);
          return Optional.of(worker);
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private static boolean hasRoom(Worker worker, InHand batch) {
    return worker.hands().isEmpty() || (!batch.batch().alone() && worker.hands().mayHaveSecond());
  }

  private Failure whyHopeless() {
    return site.starts().exhausted().orElseThrow(() -> new IllegalStateException("no worker, and no reason why"));
  }

  /** Has a replacement ready before it is needed. */
  private void startAhead() {
    lock.lock();
    try {
      if (!closing) {
        crew.startAhead();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A worker may be worn: has its replacement started. */
  void worn() {
    startAhead();
    signal();
  }

  /** Called by a worker that is gone: has its place taken while the feeder may be busy with something else. */
  void gone(Worker worker, boolean wasAtWork) {
    lock.lock();
    try {
      if (crew.gone(worker) && wasAtWork) {
        crew.fit(!closing);
      }
    } finally {
      lock.unlock();
    }
    signal();
  }

  boolean stop(Work work, LongPredicate which, String reason) {
    lock.lock();
    try {
      List<InHand> all = new ArrayList<>(crew.all().flatMap(w -> w.hands().all().stream()).toList());
      Optional.ofNullable(feeding).map(Encoding::inHand).ifPresent(all::add);
      return all.stream()
          .filter(b -> b.batch().work().id() == work.id())
          .map(b -> b.stop(which, reason))
          .reduce(false, Boolean::logicalOr);
    } finally {
      lock.unlock();
    }
  }

  void interrupt(Work work, LongPredicate which) {
    lock.lock();
    try {
      crew.all().forEach(worker -> worker.interrupt(work, which));
    } finally {
      lock.unlock();
    }
  }

  void recall(Work work) {
    lock.lock();
    try {
      crew.all().flatMap(w -> w.hands().all().stream())
          .filter(b -> b.batch().work().id() == work.id())
          .forEach(InHand::recall);
    } finally {
      lock.unlock();
    }
  }

  /** Whether a batch would find a worker that has nothing to do, or will soon. */
  boolean isIdle() {
    lock.lock();
    try {
      return !taking && (feeding == null || feeding.inHand().isDone()) && crew.all().allMatch(w -> w.hands().isIdle());
    } finally {
      lock.unlock();
    }
  }

  /** Whether what is given back here would find somebody who has nothing to do. Not under the lock. */
  boolean hasIdleNeighbour() {
    return all.present().stream().anyMatch(s -> s != this && s.isIdle());
  }

  List<Backend.Running> running() {
    lock.lock();
    try {
      return crew.running(number);
    } finally {
      lock.unlock();
    }
  }

  List<Long> pids() {
    lock.lock();
    try {
      return crew.all().flatMap(w -> w.process().stream()).map(WorkerProcess::pid).toList();
    } finally {
      lock.unlock();
    }
  }

  void kill() {
    allWorkers().forEach(Worker::kill);
  }

  List<Worker> allWorkers() {
    lock.lock();
    try {
      return crew.all().toList();
    } finally {
      lock.unlock();
    }
  }

  /** No worker is started any more without a batch in hand. One that has nothing to do ends now, and not only when the feeder comes by. */
  void closing() {
    List<Worker> resting;
    lock.lock();
    try {
      closing = true;
      resting = taking || feeding != null ? List.of() : crew.resting();
    } finally {
      lock.unlock();
    }
    resting.forEach(Worker::dismiss);
    signal();
  }

  /** Watchdog: whether a batch is on its way to a worker. If its encoding takes too long, another thread feeds. */
  boolean supervise(long now) {
    lock.lock();
    try {
      if (feeding != null && feeding.giveUp(now)) {
        feeder = feeder(Optional.of(feeding));
        feeder.start();
      }
      return feeding != null;
    } finally {
      lock.unlock();
    }
  }

  void join() throws InterruptedException {
    ended.await();
    for (Worker worker : allWorkers()) {
      worker.join();
    }
  }

  private void end() {
    try {
      endWorkers();
    } finally {
      all.left(this);
      ended.countDown();
    }
  }

  private void endWorkers() {
    closing();
    awaitEmptyHands();
    List<Worker> all = allWorkers();
    all.forEach(Worker::retire);
    long deadline = System.nanoTime() + Worker.PATIENCE_NANOS;
    all.forEach(worker -> worker.endBy(deadline));
  }

  private void awaitEmptyHands() {
    lock.lock();
    try {
      while (crew.all().anyMatch(w -> !w.isGone() && !w.hands().isEmpty())) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
