package dev.drover.internal.worker;

import dev.drover.internal.codec.NotDecodableException;
import dev.drover.internal.codec.NotEncodableException;
import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.Payload;
import dev.drover.internal.codec.ThrownCodec;
import dev.drover.internal.ipc.memory.StatusBlock;
import dev.drover.internal.ipc.wire.Cargo;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.Printed;
import dev.drover.task.Failure.Unserializable.What;
import dev.drover.task.Fn;
import dev.drover.task.Task;
import dev.drover.task.Thrown;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs one item: from its encoded input to the frame that says what became of it. The status block names the item all the
 * while, so whatever happens in decoding, running or encoding is its fault.
 */
final class ItemRunner {
  /** An item this short that printed nothing from Java is not worth two looks at files; the end of the batch looks. */
  private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

  private final ObjectCodec codec;
  private final FixedTasks fixed;
  private final ThrownCodec thrownCodec;
  private final StatusBlock status;
  private final Output output;
  private final AtomicLong progress;

  /** How long the user's code of the present item took; set by {@link #open}. */
  private long nanos;

  /** The items of the present batch; a task for each would cost more than a tiny item. */
  private Task.Series tasks = new Task.Series(1, OptionalLong.empty(), new AtomicLong());

  /** When the clock was looked at last: at the end of the user's code, as a rule. */
  private long ended = System.nanoTime();

  ItemRunner(ObjectCodec codec, ThrownCodec thrownCodec, StatusBlock status, Output output, AtomicLong progress) {
    this.codec = codec;
    this.fixed = new FixedTasks(codec);
    this.thrownCodec = thrownCodec;
    this.status = status;
    this.output = output;
    this.progress = progress;
  }

  /** What became of an item. */
  sealed interface End {
    /** A value that takes next to nothing to encode; the item has printed nothing. */
    record Small(@Nullable Object value) implements End {}

    /** Anything else. */
    record Told(Frame.ItemEnd frame) implements End {}
  }

  /** Everything up to sending it; {@link #published} has to follow when that is done. */
  End run(Run run, int item) {
    Frame.Batch batch = run.batch();
    progress.setRelease(0);
    TaskThread.current().ifPresent(TaskThread::begin);
    status.starting(batch.id(), item, ended, output.outMark(), output.errMark());
    tasks.enter(batch.firstIndex() + item);
    nanos = 0;
    try {
      return attempt(run, item);
    } catch (Throwable thrown) {
      // Whatever the user's code throws is reported, not judged.
      return thrown(run, item, thrown);
    }
  }

  private End thrown(Run run, int item, Throwable thrown) {
    long batch = run.batch().id();
    return new End.Told(thrown instanceof OutOfMemoryError heap
        ? new Frame.Oom(batch, item, nanos, printed(), String.valueOf(heap.getMessage()))
        : new Frame.Threw(batch, item, nanos, printed(), Cargo.of(encode(thrown))));
  }

  /** A stride begins with this item: its inputs are decoded. */
  void begin(Run run, int item) {
    progress.setRelease(0);
    TaskThread.current().ifPresent(TaskThread::begin);
    status.starting(run.batch().id(), item, ended, output.outMark(), output.errMark());
    tasks.enter(run.batch().firstIndex() + item);
    status.ownCode(ended);
    TaskThread.current().ifPresent(TaskThread::open);
  }

  /** The own code of a stride has ended that began then; how long it took. */
  long end(long began) {
    status.reporting();
    TaskThread.current().ifPresent(TaskThread::shield);
    ended = System.nanoTime();
    return ended - began;
  }

  /** What became of the last item of a stride, which took so long in all. */
  End ended(Run run, int item, @Nullable Object value, @Nullable Throwable thrown, long each, long all) {
    nanos = all < SHORT_NANOS ? each : all; // what was slow in it is not known, and may have printed
    if (thrown != null) {
      return thrown(run, item, thrown);
    }
    try {
      return gave(run, item, value);
    } catch (Throwable broken) { // encoding its value runs code of the user's
      return thrown(run, item, broken);
    }
  }

  Task.Series tasks() {
    return tasks;
  }

  void published() {
    status.ended();
    TaskThread.current().ifPresent(TaskThread::end);
  }

  /** A batch begins at this time. */
  void begin(Frame.Batch batch, long now) {
    tasks = new Task.Series(batch.attempt(), batch.seed(), progress);
    begin(now);
  }

  /** The clock was looked at: something was done between two items that took its time. */
  void begin(long now) {
    ended = now;
  }

  /** How long the user's code of the last item took. */
  long nanos() {
    return nanos;
  }

  /** When that was over, by {@link System#nanoTime()}. */
  long ended() {
    return ended;
  }

  private End attempt(Run run, int item) throws Exception {
    Fn<Object, Object> function;
    Object value;
    try {
      function = run.function().function();
    } catch (NotDecodableException e) {
      return refused(run, item, What.FUNCTION, String.valueOf(e.getMessage()));
    }
    try {
      value = run.input(item, fixed);
    } catch (NotDecodableException e) {
      return refused(run, item, What.INPUT, String.valueOf(e.getMessage()));
    }
    return applied(run, item, function, value);
  }

  // A function takes null if the caller's inputs have it.
  @SuppressWarnings("NullAway")
  private End applied(Run run, int item, Fn<Object, Object> function, @Nullable Object value) throws Exception {
    return gave(run, item, open(run.isTiny() ? ended : System.nanoTime(), () -> function.apply(value)));
  }

  private End gave(Run run, int item, @Nullable Object result) {
    Printed printed = printed();
    if (ObjectCodec.isSmallScalar(result) && !printed.any()) {
      return new End.Small(result);
    }
    try {
      return new End.Told(new Frame.Ok(run.batch().id(), item, nanos, printed, Cargo.of(codec.encodeForFrame(result))));
    } catch (NotEncodableException e) {
      return refused(run, item, What.RESULT, e.message(What.RESULT));
    }
  }

  private End refused(Run run, int item, What what, String why) {
    return new End.Told(new Frame.Unserializable(run.batch().id(), item, nanos, printed(), what, why));
  }

  /** Runs the user's code; it can be interrupted. */
  @Nullable Object open(TaskLoop.UserCode code) throws Exception {
    return open(System.nanoTime(), code);
  }

  private @Nullable Object open(long begin, TaskLoop.UserCode code) throws Exception {
    status.ownCode(begin);
    TaskThread.current().ifPresent(TaskThread::open);
    try {
      return code.run();
    } finally {
      status.reporting();
      TaskThread.current().ifPresent(TaskThread::shield);
      ended = System.nanoTime();
      nanos = ended - begin;
    }
  }

  private Printed printed() {
    boolean written = output.takeWritten();
    return written || nanos >= SHORT_NANOS ? output.look(nanos) : output.pass();
  }

  /** An exception as bytes, whatever its own methods do. */
  Payload encode(Throwable thrown) {
    return thrownCodec.encode(Thrown.of(thrown));
  }
}
