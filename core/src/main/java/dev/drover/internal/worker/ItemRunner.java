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
  private final ThrownCodec thrownCodec;
  private final StatusBlock status;
  private final Output output;
  private final AtomicLong progress;

  /** How long the user's code of the present item took; set by {@link #open}. */
  private long nanos;

  ItemRunner(ObjectCodec codec, ThrownCodec thrownCodec, StatusBlock status, Output output, AtomicLong progress) {
    this.codec = codec;
    this.thrownCodec = thrownCodec;
    this.status = status;
    this.output = output;
    this.progress = progress;
  }

  /** Everything up to the frame; {@link #published} has to follow when the frame is on its way. */
  Frame.ItemEnd run(Run run, Frame.Input input) {
    Frame.Batch batch = run.batch();
    progress.setRelease(0);
    TaskThread.current().ifPresent(TaskThread::begin);
    status.starting(batch.id(), input.offset(), System.nanoTime(), output.outMark(), output.errMark());
    Task.enter(new Task(batch.firstIndex() + input.offset(), batch.attempt(), batch.seed(), progress));
    nanos = 0;
    try {
      return attempt(run, input);
    } catch (OutOfMemoryError heap) {
      return new Frame.Oom(batch.id(), input.offset(), nanos, printed(), String.valueOf(heap.getMessage()));
    } catch (Throwable thrown) {
      // Whatever the user's code throws is reported, not judged.
      return new Frame.Threw(batch.id(), input.offset(), nanos, printed(), Cargo.of(encode(thrown)));
    }
  }

  void published() {
    Task.enter(null);
    status.ended();
    TaskThread.current().ifPresent(TaskThread::end);
  }

  private Frame.ItemEnd attempt(Run run, Frame.Input input) throws Exception {
    Fn<Object, Object> function;
    Object value;
    try {
      function = run.function().function();
    } catch (NotDecodableException e) {
      return refused(run, input, What.FUNCTION, String.valueOf(e.getMessage()));
    }
    try {
      value = Functions.decode(codec, input.cargo());
    } catch (NotDecodableException e) {
      return refused(run, input, What.INPUT, String.valueOf(e.getMessage()));
    }
    return applied(run, input, function, value);
  }

  // A function takes null if the caller's inputs have it.
  @SuppressWarnings("NullAway")
  private Frame.ItemEnd applied(Run run, Frame.Input input, Fn<Object, Object> function, @Nullable Object value)
      throws Exception {
    Object result = open(() -> function.apply(value));
    try {
      Payload encoded = codec.encode(result);
      return new Frame.Ok(run.batch().id(), input.offset(), nanos, printed(), Cargo.of(encoded));
    } catch (NotEncodableException e) {
      return refused(run, input, What.RESULT, e.message(What.RESULT));
    }
  }

  private Frame.ItemEnd refused(Run run, Frame.Input input, What what, String why) {
    return new Frame.Unserializable(run.batch().id(), input.offset(), nanos, printed(), what, why);
  }

  /** Runs the user's code; it can be interrupted. */
  @Nullable Object open(TaskLoop.UserCode code) throws Exception {
    long begin = System.nanoTime();
    status.ownCode(begin);
    TaskThread.current().ifPresent(TaskThread::open);
    try {
      return code.run();
    } finally {
      status.reporting();
      TaskThread.current().ifPresent(TaskThread::shield);
      nanos = System.nanoTime() - begin;
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
