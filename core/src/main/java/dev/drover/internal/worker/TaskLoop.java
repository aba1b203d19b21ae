package dev.drover.internal.worker;

import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.Payload;
import dev.drover.internal.codec.ThrownCodec;
import dev.drover.internal.codec.WorkerClasses;
import dev.drover.internal.host.Nesting;
import dev.drover.internal.ipc.memory.StatusBlock;
import dev.drover.internal.ipc.memory.StatusBlock.Ending;
import dev.drover.internal.ipc.wire.Cargo;
import dev.drover.internal.ipc.wire.Channel;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.Printed;
import dev.drover.task.Task;
import dev.drover.task.VoidCall;
import dev.drover.task.WorkerLocal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs batches in the order in which they come. {@link #run} belongs to the task thread, everything else to the thread that
 * reads frames.
 */
final class TaskLoop implements Runnable {
  private final Channel channel;
  private final Exit exit;
  private final Output output;
  private final StatusBlock status;
  private final Replies replies;
  private final Asks asks;
  private final WorkerClasses classes;
  private final ObjectCodec codec;
  private final ThrownCodec thrownCodec;
  private final Functions functions;
  private final ItemRunner runner;
  private final BlockingQueue<Optional<Run>> queue = new LinkedBlockingQueue<>();
  private final RunTable runs = new RunTable();
  private final WorkerLocal.Values values = new WorkerLocal.Values();
  private Frame.Welcome welcome = Frame.Welcome.plain();

  /** Nobody's items run here: when it ends, another loop goes on in this process. */
  private volatile boolean practises;

  TaskLoop(Channel channel, StatusBlock status, Output output, Exit exit, Pulse pulse) {
    this.channel = channel;
    this.exit = exit;
    this.output = output;
    this.replies = new Replies(channel);
    this.asks = new Asks(channel, replies);
    this.classes = new WorkerClasses(asks);
    this.codec = new ObjectCodec(classes);
    codec.readBroadcasts();
    this.thrownCodec = new ThrownCodec(codec);
    this.functions = new Functions(codec);
    this.runner = new ItemRunner(codec, thrownCodec, status, output, pulse.progress());
    this.status = status;
  }

  Functions functions() {
    return functions;
  }

  Asks asks() {
    return asks;
  }

  Output output() {
    return output;
  }

  void practise() {
    practises = true;
  }

  void welcome(Frame.Welcome frame, TaskThread task) {
    welcome = frame;
    Nesting.tell(frame.share());
    task.setContextClassLoader(classes.classLoader(frame.loader()));
    asks.start();
  }

  void add(Frame.Batch batch) {
    Run run = new Run(batch, functions.get(batch.function()));
    runs.add(run);
    queue.add(Optional.of(run));
  }

  void bye() {
    queue.add(Optional.empty());
  }

  void stop(Frame.Stop stop, TaskThread task) throws IOException {
    Optional<Run> run = runs.get(stop.batch());
    if (run.isPresent()) {
      for (int item : run.get().stop(stop, task::interrupt)) {
        channel.send(new Frame.Skipped(stop.batch(), item));
      }
    }
    channel.flush();
  }

  Frame.StackDump dump(Frame.Dump dump, TaskThread task) {
    boolean running = dump.batch() == Frame.Dump.START
        || runs.get(dump.batch()).filter(run -> run.isRunning(dump.item())).isPresent();
    List<StackTraceElement> frames = running ? ownFrames(task.getStackTrace()) : List.of();
    return new Frame.StackDump(dump.batch(), dump.item(), frames);
  }

  /** Without the frames of the worker itself, which are below those of the task. */
  private static List<StackTraceElement> ownFrames(StackTraceElement[] frames) {
    String ours = TaskLoop.class.getPackageName() + ".";
    List<StackTraceElement> all = List.of(frames);
    return all.stream().takeWhile(f -> !f.getClassName().startsWith(ours)).toList();
  }

  @Override
  public void run() {
    boolean orderly = false;
    WorkerLocal.Values.enter(values);
    try {
      live();
      orderly = true;
    } catch (IOException gone) {
      exit.parentGone();
    } catch (OutOfMemoryError heap) {
      exit.halt(Exit.OUT_OF_MEMORY, Ending.OUT_OF_MEMORY);
    } catch (RuntimeException | Error | InterruptedException broken) {
      System.err.println("this worker is broken:");
      broken.printStackTrace();
    } finally {
      if (!orderly) {
        Exit.atAnyPrice(Exit.BROKEN);
      }
    }
  }

  private void live() throws IOException, InterruptedException {
    boolean started = started();
    if (started) {
      runAll();
    }
    if (practises) {
      return;
    }
    if (started) {
      closeValues();
      onStop();
    }
    exit.orderly(channel);
  }

  private boolean started() throws IOException {
    Optional<Throwable> failure = call(welcome.onStart());
    if (failure.isPresent()) {
      channel.sendNow(new Frame.InitFailed(Cargo.of(runner.encode(failure.get()))));
      return false;
    }
    channel.sendNow(new Frame.Ready());
    return true;
  }

  private Optional<Throwable> call(Optional<Payload> encoded) {
    return call(() -> {
      if (encoded.isPresent() && codec.decode(encoded.get()) instanceof VoidCall hook) {
        hook.call();
      }
      return null;
    });
  }

  private Optional<Throwable> call(UserCode code) {
    try {
      Object ignored = runner.open(code);
      return Optional.empty();
    } catch (Throwable thrown) {
      // Whatever the user's code throws is reported, not judged.
      return Optional.of(thrown);
    } finally {
      boolean ignored = output.restore();
    }
  }

  private void closeValues() {
    call(() -> {
      values.close();
      return null;
    }).ifPresent(Throwable::printStackTrace);
  }

  private void onStop() {
    call(welcome.onStop()).ifPresent(Throwable::printStackTrace);
  }

  private void runAll() throws IOException, InterruptedException {
    Traces traces = new Traces(() -> !values.isEmpty());
    Stride stride = new Stride(runner, replies, status, output, traces);
    Optional<Run> next = queue.take();
    while (next.isPresent()) {
      runBatch(next.get(), stride, traces);
      next = next(traces);
    }
    lookAround(traces);
  }

  private Optional<Run> next(Traces traces) throws IOException, InterruptedException {
    Optional<Run> next = queue.poll();
    if (next != null) {
      return next;
    }
    next = channel.help() ? queue.poll() : null;
    if (next == null) {
      next = await(traces);
    }
    channel.helped();
    return next;
  }

  private Optional<Run> await(Traces traces) throws IOException, InterruptedException {
    while (!traces.isSettled()) {
      Optional<Run> next = queue.poll(Traces.SETTLES_NANOS, TimeUnit.NANOSECONDS);
      if (next != null) {
        return next;
      }
      lookAround(traces);
    }
    return queue.take();
  }

  private void runBatch(Run run, Stride stride, Traces traces) throws IOException {
    long begin = System.nanoTime();
    runner.begin(run.batch(), begin);
    stride.reset();
    for (int item = run.claim(); item != Run.NONE; item = run.claim()) {
      runSome(run, item, stride, traces);
    }
    Task.enter(null);
    runs.remove(run);
    Printed rest = output.rest();
    replies.last(new Frame.BatchDone(run.batch().id(), System.nanoTime() - begin, rest));
    emptyIf(rest);
    if (!queue.isEmpty() || !traces.mayWait()) {
      lookAround(traces);
    }
  }

  private void lookAround(Traces traces) throws IOException {
    List<String> found = traces.look();
    if (!found.isEmpty()) {
      tell(found);
      replies.flush();
    }
  }

  /** On its own, so that nothing here holds its result, which may be large, while the next one runs. */
  private void runSome(Run run, int item, Stride stride, Traces traces) throws IOException {
    if (stride.mayBegin(run)) {
      ItemRunner.End end = stride.run(run, item);
      ended(run, stride.item(), end, traces);
    } else {
      ItemRunner.End end = runner.run(run, item);
      stride.ran(1, runner.nanos());
      ended(run, item, end, traces);
    }
  }

  private void ended(Run run, int item, ItemRunner.End end, Traces traces) throws IOException {
    send(run, item, end);
    runner.published();
    afterwards(end, traces);
  }

  /** The last result of a batch goes together with the batch's end. */
  private void send(Run run, int item, ItemRunner.End end) throws IOException {
    if (end instanceof ItemRunner.End.Told told) {
      replies.send(told.frame());
    } else if (end instanceof ItemRunner.End.Small small) {
      replies.ok(run.batch(), item, runner.nanos(), small.value());
    }
    if (run.hasMore() && replies.flushIfDue(runner.ended())) {
      runner.begin(System.nanoTime());
    }
  }

  private void tell(List<String> traces) throws IOException {
    for (String what : traces) {
      replies.send(new Frame.LeftBehind(what));
    }
  }

  private void afterwards(ItemRunner.End end, Traces traces) throws IOException {
    if (output.restore()) {
      tell(List.of("another System.out or System.err"));
    }
    tell(traces.restore());
    if (end instanceof ItemRunner.End.Told told) {
      afterwards(told.frame());
    }
  }

  private void afterwards(Frame.ItemEnd frame) throws IOException {
    if (frame instanceof Frame.Oom) {
      // Other threads of this process may have lost their way in the same moment: none of it is used again.
      replies.flush();
      exit.halt(Exit.OUT_OF_MEMORY, Ending.OUT_OF_MEMORY_REPORTED);
    }
    emptyIf(frame.printed());
  }

  private void emptyIf(Printed printed) throws IOException {
    if (printed.wantsAnswer()) {
      replies.flush();
      output.empty();
    }
  }

  /** What the user's code does, in {@link ItemRunner#open}. Nothing that travels: the JVM keeps no lambda of such a type in its cache. */
  interface UserCode {
    @Nullable Object run() throws Exception;
  }
}
