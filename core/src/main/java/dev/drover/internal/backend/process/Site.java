package dev.drover.internal.backend.process;

import dev.drover.event.Event;
import dev.drover.internal.codec.Misuse;
import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.ParentClasses;
import dev.drover.internal.codec.Payload;
import dev.drover.internal.codec.ThrownCodec;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.spi.BackendContext;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What all workers of a backend share.
 *
 * @param context of the pool
 * @param home where their files are
 * @param classes that they may ask for
 * @param codec for inputs and results
 * @param thrownCodec for exceptions
 * @param functions as they are sent
 * @param printer for what items print
 * @param starts how often a start failed
 * @param spares who are kept ready
 * @param heaps how much heap they get
 * @param leftBehind what tasks leave in them
 * @param sessions what they leave running beside them
 * @param watchdog who looks after them
 * @param errands what callers must not do themselves: somebody may interrupt them, which closes the socket that a thread uses
 * @param tally for the statistics
 */
record Site(
    BackendContext context,
    Home home,
    ParentClasses classes,
    ObjectCodec codec,
    ThrownCodec thrownCodec,
    Functions functions,
    Printer printer,
    Starts starts,
    Spares spares,
    HeapPlan heaps,
    LeftBehind leftBehind,
    Sessions sessions,
    Watchdog watchdog,
    ExecutorService errands,
    Tally tally) {

  static Site of(BackendContext context) {
    Home home = new Home();
    ParentClasses classes = new ParentClasses(() -> home.get().path());
    ObjectCodec codec = new ObjectCodec(classes);
    Misuse misuse = new Misuse(classes, codec, context.options().onWorkerStart().isPresent());
    return new Site(
        context, home, classes, codec, new ThrownCodec(codec), new Functions(codec, misuse),
        new Printer(context.options().output()), new Starts(),
        new Spares(context.options().upkeep().spares()), HeapPlan.of(context.options(), context.slots()),
        new LeftBehind(), new Sessions(), new Watchdog(new Residence(context.options().upkeep())), errands(context), new Tally());
  }

  /** One thread, started for the first errand; one that comes after the end is for a worker that is gone. */
  private static ExecutorService errands(BackendContext context) {
    ThreadFactory factory = Thread.ofPlatform().daemon().name(context.options().name() + "-errands").factory();
    return new ThreadPoolExecutor(
        1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory, new ThreadPoolExecutor.DiscardPolicy());
  }

  /** The class that a worker lacks. */
  Frame.ClassBytes answer(Frame.ClassRequest request) {
    Optional<Payload> bytes = classes.bytes(request.loader(), request.name())
        .map(b -> Payload.owned(b, b.length));
    return new Frame.ClassBytes(request.request(), bytes);
  }

  /** What starts a worker with so much heap. */
  WorkerCommand command(long heap) throws IOException {
    return new WorkerCommand(context.options().jvmArgs(), context.slots(), heap, home.get().base());
  }

  void tell(Event event) {
    context.events().on(event);
  }

  String threadName(String role) {
    return context.options().name() + "-" + role;
  }
}
