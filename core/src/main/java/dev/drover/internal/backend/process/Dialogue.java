package dev.drover.internal.backend.process;

import dev.drover.internal.codec.Payload;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.Printed;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** What a worker says, up to its last word. Keeper thread only. */
final class Dialogue {
  private final Site site;
  private final Worker worker;
  private final WorkerProcess process;
  private final Channel channel;
  private final Results results;
  private final ReentrantLock lock;

  Dialogue(Site site, Worker worker, WorkerProcess process, Channel channel) {
    this.site = site;
    this.worker = worker;
    this.process = process;
    this.channel = channel;
    this.results = new Results(site, process);
    this.lock = worker.slot().lock();
  }

  /** Returns at the end of the connection: everything that the worker had sent has been taken in by then. */
  void run() {
    try {
      Optional<Frame> frame = channel.receive();
      while (frame.isPresent()) {
        on(frame.get());
        if (!channel.more()) {
          flush();
        }
        frame = channel.receive();
      }
    } catch (IOException broken) {
      Log.debug("the connection to a worker broke", broken);
    }
  }

  private void on(Frame frame) throws IOException {
    if (!(frame instanceof Frame.ToParent known)) {
      throw new IOException("a parent got " + frame.getClass().getSimpleName());
    }
    switch (known) {
      case Frame.Hello _ -> throw new IOException("a second greeting");
      case Frame.Ready _ -> worker.ready(process);
      case Frame.InitFailed failed -> initFailed(failed);
      case Frame.ItemEnd end -> ended(end);
      case Frame.StackDump dump -> dumped(dump);
      case Frame.ClassRequest request -> answer(request);
      case Frame.BatchDone done -> done(done);
    }
  }

  private void initFailed(Frame.InitFailed failed) {
    Evidence evidence = results.evidence(process.printedSince(0, 0)).attempts(0);
    worker.startFailure(new Failure.Threw(results.thrown(failed.thrown()), evidence));
  }

  private void ended(Frame.ItemEnd end) throws IOException {
    print(end.batch(), end.item(), end.printed());
    Results.Result result = results.of(end);
    boolean room;
    lock.lock();
    try {
      worker.hands().find(end.batch()).ifPresent(batch -> report(batch, end, result));
      room = worker.hands().settle();
    } finally {
      lock.unlock();
    }
    if (room) {
      worker.slot().signal(); // items were taken out of a batch that the worker was through with
    }
    worker.progressed();
  }

  /** If the item was about to be stopped, its result may be what the stop has made of it. */
  private void report(InHand batch, Frame.ItemEnd end, Results.Result result) {
    Optional<Ladder> stopped = worker.ladder().filter(l -> l.isFor(end.batch(), end.item()));
    switch (result) {
      case Results.Result.Value v when stopped.isEmpty() || stopped.get().excuses(v.nanos()) ->
        batch.ok(end.item(), v.value(), v.nanos());
      case Results.Result.Raised e when stopped.isEmpty() || stopped.get().excusesException(e.nanos()) ->
        batch.failed(end.item(), e.failure());
      case Results.Result.Value _, Results.Result.Raised _ ->
        batch.failed(end.item(), stopped.orElseThrow().failure(results.evidence(end.printed())));
      case Results.Result.Failed f -> batch.failed(end.item(), f.failure());
      case Results.Result.Returned _ -> batch.returned(end.item());
    }
    stopped.ifPresent(_ -> worker.ladder(Optional.empty()));
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
      worker.ladder().filter(l -> l.isFor(dump.batch(), dump.item())).ifPresent(l -> l.stack(dump.stack()));
    } finally {
      lock.unlock();
    }
    site.watchdog().wake();
  }

  private void answer(Frame.ClassRequest request) throws IOException {
    Optional<Payload> bytes = site.classes()
        .bytes(request.loader(), request.name())
        .map(b -> Payload.of(List.of(ByteBuffer.wrap(b))));
    channel.sendNow(new Frame.ClassBytes(request.request(), bytes));
  }

  private void done(Frame.BatchDone done) throws IOException {
    // Items too short to be looked at one by one: the output counts for the last of them.
    print(done.batch(), lastItem(done.batch()), done.printed());
    lock.lock();
    try {
      worker.hands().done(done.batch(), done.nanos());
    } finally {
      lock.unlock();
    }
    worker.slot().signal();
  }

  private int lastItem(long batch) {
    lock.lock();
    try {
      return worker.hands().find(batch).map(b -> b.batch().size() - 1).orElse(0);
    } finally {
      lock.unlock();
    }
  }

  private void flush() {
    lock.lock();
    try {
      worker.hands().flush();
    } finally {
      lock.unlock();
    }
  }
}
