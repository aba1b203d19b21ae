package dev.drover.internal.backend.process;

import dev.drover.event.Event;
import dev.drover.internal.host.Log;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.Printed;
import dev.drover.spi.Batch;
import dev.drover.spi.BatchSource;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Thrown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a worker says, up to its last word. */
/*
 * One thread at a time reads. It also decodes, which runs code of the user's and may take any time. When the watchdog has found
 * it at the same value for 100 ms, another thread reads on, and the first one keeps nothing but its item: it reports it when
 * the value is there. If that takes too long, the watchdog fails the item and leaves the thread behind.
 *
 * A caller that waits for the one item that this worker has may read in between, so that it need not be woken. It takes only
 * what runs no code of the user's and sends nothing; whatever else comes, another thread goes on with.
 *
 * The keeper waits until everything has been read, and until nobody is left with an item.
 */
final class Dialogue implements Channel.Receiver, BatchSource.Trip {
  private static final long RELIEVE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Site site;
  private final Worker worker;
  private final WorkerProcess process;
  private final Channel channel;
  private final Results results;
  private final SlotLock lock;
  private final Duty duty = new Duty();
  private final CompletableFuture<Optional<Throwable>> over = new CompletableFuture<>();
  private final Stragglers stragglers;

  /** One caller at a time. */
  private final AtomicReference<@Nullable Thread> helper = new AtomicReference<>();

  // Whoever reads; they hand over under lock
  /** Results that took nothing but our own code to decode, so that many of them can be reported at once. */
  private final List<Results.Series> quick = new ArrayList<>();
  private final Descriptors descriptors = new Descriptors();

  Dialogue(Site site, Worker worker, WorkerProcess process, Channel channel) {
    this.site = site;
    this.worker = worker;
    this.process = process;
    this.channel = channel;
    this.results = new Results(site, process);
    this.lock = worker.slot().lock();
    this.stragglers = new Stragglers(site, worker);
  }

  /** Keeper: returns at the end of the connection, when everything that the worker had sent has been taken in. */
  void run() {
    startReader(() -> channel.receiveAll(this));
    Optional<Throwable> broken = over.join();
    stragglers.awaitNone();
    if (broken.isPresent()) {
      throw new IllegalStateException("reading what it says failed: " + broken.get(), broken.get());
    }
  }

  /** Receives; true at the end of all. */
  private interface Reading {
    boolean read() throws IOException;
  }

  private void startReader(Reading reading) {
    Thread.ofPlatform()
        .daemon()
        .name(site.threadName("reader-" + worker.slot().number()))
        .start(() -> read(reading));
  }

  private void read(Reading reading) {
    try {
      if (reading.read()) {
        reportQuick();
        over.complete(Optional.empty());
      }
    } catch (IOException broken) {
      Log.debug("the connection to a worker broke", broken);
      over.complete(Optional.empty());
    } catch (RuntimeException | Error e) {
      over.complete(Optional.of(e));
    }
  }

  @Override
  public boolean on(Frame frame) throws IOException {
    if (!(frame instanceof Frame.ToParent known)) {
      throw new IOException("a parent got " + frame.getClass().getSimpleName());
    }
    boolean onDuty = true;
    if (known instanceof Frame.Oks oks) {
      quick.add(Results.of(oks));
    } else if (known instanceof Frame.BatchDone done) {
      done(done);
    } else {
      reportQuick();
      onDuty = take(known);
    }
    if (onDuty && !channel.more()) {
      reportQuick();
      flush();
    }
    return onDuty;
  }

  /** False if this thread was relieved. */
  private boolean take(Frame.ToParent known) throws IOException {
    if (known instanceof Frame.ItemEnd end) {
      return ended(end);
    }
    if (known instanceof Frame.Ready) {
      worker.ready(process);
      return true; // the first frame of a first pool, which has to do without a switch over types
    }
    switch (known) {
      case Frame.Oks _, Frame.BatchDone _ -> throw new IllegalStateException("these are taken together");
      case Frame.Hello _ -> throw new IOException("a second greeting");
      case Frame.ItemEnd _, Frame.Ready _ -> throw new IllegalStateException("these were taken before");
      case Frame.InitFailed failed -> {
        return initFailed(failed);
      }
      case Frame.StackDump dump -> dumped(dump);
      case Frame.ClassRequest request -> channel.sendNow(site.answer(request));
      case Frame.LeftBehind left -> leftBehind(left.what());
    }
    return true;
  }

  private boolean initFailed(Frame.InitFailed failed) {
    Evidence evidence = results.evidence(process.printedSince(0, 0)).attempts(0);
    Duty.Stay stay = duty.enter(Stragglers.NO_ITEM, Stragglers.NO_ITEM, 0);
    Thrown thrown = results.thrown(failed.thrown());
    boolean reads = duty.leave(stay);
    if (reads || stragglers.isKnown(stay)) {
      Failure failure = Burial.failure("onWorkerStart threw " + thrown, thrown.exception());
      worker.beginning().failed(failure.with(evidence.stack(thrown.frames())));
    }
    stragglers.release(stay);
    return reads;
  }

  private boolean ended(Frame.ItemEnd end) throws IOException {
    print(end.batch(), end.item(), end.printed());
    Duty.Stay stay = duty.enter(end.batch(), end.item(), Results.size(end));
    Results.Result result = results.of(end);
    // An interrupt that code of the user's has left would close the worker's socket.
    boolean ignored = Thread.interrupted();
    if (duty.leave(stay)) {
      report(end, result, false);
      return true;
    }
    endedLate(stay, end, result);
    return false;
  }

  /** Somebody else reads by now. */
  private void endedLate(Duty.Stay stay, Frame.ItemEnd end, Results.Result result) {
    try {
      report(end, result, true);
    } catch (RuntimeException | Error e) {
      Log.warn("taking a result in", e);
    }
    stragglers.release(stay);
  }

  private void report(Frame.ItemEnd end, Results.Result result, boolean flushes) {
    report(hands -> hands.find(end.batch()).ifPresent(b -> report(b, end.item(), end.printed(), result)), flushes);
  }

  private void reportQuick() {
    if (!quick.isEmpty()) {
      report(this::takeQuick, false);
    }
  }

  private void takeQuick(Hands hands) {
    quick.forEach(s -> hands.find(s.batch()).ifPresent(batch -> report(batch, s)));
    quick.clear();
  }

  private void report(Consumer<Hands> reports, boolean flushes) {
    boolean room;
    lock.lock();
    try {
      reports.accept(worker.hands());
      room = worker.hands().settle();
      if (flushes) {
        worker.hands().flush();
      }
    } finally {
      lock.unlock();
    }
    if (room) {
      worker.slot().signal(); // items were taken out of a batch that the worker was through with
    }
    worker.progressed();
  }

  private void report(InHand batch, Results.Series series) {
    if (worker.ladder().isEmpty() && batch.ok(series)) {
      return;
    }
    for (int i = 0; i < series.values().length; i++) {
      report(batch, series.first() + i, Printed.NOTHING, new Results.Result.Value(series.values()[i], series.nanos(i)));
    }
  }

  /** If the item was about to be stopped, its result may be what the stop has made of it. */
  private void report(InHand batch, int item, Printed printed, Results.Result result) {
    Optional<Ladder> stopped = worker.ladder().filter(l -> l.isFor(batch.batch().id(), item));
    if (batch.isOpen(item) && !(result instanceof Results.Result.Returned)) {
      batch.started(item);
    }
    if (result instanceof Results.Result.Value v && stopped.isEmpty()) {
      batch.ok(item, v.value(), v.nanos()); // not by a switch over types, as in take()
    } else {
      report(batch, item, printed, result, stopped);
    }
    stopped.ifPresent(_ -> worker.ladder(Optional.empty()));
  }

  private void report(InHand batch, int item, Printed printed, Results.Result result, Optional<Ladder> stopped) {
    switch (result) {
      case Results.Result.Value v when stopped.isEmpty() || stopped.get().excuses(v.nanos()) ->
        batch.ok(item, v.value(), v.nanos());
      case Results.Result.Raised e when stopped.isEmpty() || stopped.get().excusesException(e.nanos()) ->
        batch.failed(item, e.failure());
      case Results.Result.Value _, Results.Result.Raised _ ->
        batch.failed(
            item, stopped.orElseThrow().failure(results.evidence(printed).nanos(result.nanos())));
      case Results.Result.Failed f -> batch.failed(item, f.failure());
      case Results.Result.Returned _ -> batch.returned(item);
    }
  }

  private void print(long batch, int item, Printed printed) throws IOException {
    if (printed.any()) {
      index(batch, item).ifPresent(index -> site.printer().print(process, index, printed));
      if (printed.wantsAnswer()) {
        channel.sendNow(new Frame.OutputTaken());
      }
    }
  }

  private Optional<Long> index(long batch, int item) {
    lock.lock();
    try {
      return worker.hands().find(batch).map(b -> b.batch().index(item));
    } finally {
      lock.unlock();
    }
  }

  private void dumped(Frame.StackDump dump) {
    lock.lock();
    try {
      if (dump.batch() == Frame.Dump.START) {
        worker.beginning().stack(dump.stack());
      }
      worker.ladder().filter(l -> l.isFor(dump.batch(), dump.item())).ifPresent(l -> l.stack(dump.stack()));
    } finally {
      lock.unlock();
    }
    site.watchdog().wake();
  }

  /** Its last values are reported only when the worker has room again: whoever waits for them may send the next batch at once. */
  private void done(Frame.BatchDone done) throws IOException {
    // Items too short to be looked at one by one: the output counts for the last of them.
    print(done.batch(), lastItem(done.batch()), done.printed());
    Optional<Batch> batch = batch(done.batch());
    long before = worker.slot().ending();
    report(hands -> {
      takeQuick(hands);
      hands.done(done.batch(), done.nanos());
      worker.wear().worked();
      worker.slot().ended(before);
    }, false);
    batch.flatMap(b -> descriptors.after(b.size(), b.work().function(), process.pid(), System.nanoTime()))
        .ifPresent(Log::warn);
  }

  private void leftBehind(String what) {
    if (site.leftBehind().found(site, process.pid(), what)) {
      lock.lock();
      try {
        worker.wear().because("a task left %s behind".formatted(what));
      } finally {
        lock.unlock();
      }
      worker.slot().worn();
    }
  }

  private Optional<Batch> batch(long id) {
    lock.lock();
    try {
      return worker.hands().find(id).map(InHand::batch);
    } finally {
      lock.unlock();
    }
  }

  private int lastItem(long batch) {
    return batch(batch).map(b -> b.size() - 1).orElse(0);
  }

  private void flush() {
    lock.lock();
    try {
      worker.hands().flush();
    } finally {
      lock.unlock();
    }
  }

  // --- a caller that waits ---

  @Override
  public void help() {
    // A virtual thread costs next to nothing while it waits, and would keep a carrier from others.
    if (Thread.currentThread().isVirtual() || !helper.compareAndSet(null, Thread.currentThread())) {
      return;
    }
    read(() -> {
      boolean ignored = channel.help();
      return false;
    });
  }

  @Override
  public void helped() {
    if (helper.get() == Thread.currentThread()) {
      channel.helped();
      helper.set(null);
    }
  }

  @Override
  public boolean helpersTakeAll() {
    return false;
  }

  @Override
  public void handOver(Thread from) {
    startReader(() -> channel.goOn(this, from));
  }

  // --- the watchdog, under the lock ---

  /** Has another thread read on where this one is inside a value for too long. */
  void supervise(long now) {
    duty.inside().filter(stay -> stay.lasts(now) >= RELIEVE_NANOS && duty.relieve(stay)).ifPresent(stay -> {
      stragglers.add(stay);
      startReader(() -> channel.goOn(this, stay.thread()));
    });
    stragglers.giveUpLate(now);
  }

  /** Whether somebody still decodes what has been read before. */
  boolean hasStragglers() {
    return !stragglers.isEmpty();
  }
}
