package dev.drover.internal.ipc.wire;

import dev.drover.internal.codec.Payload;
import dev.drover.task.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Puts frames into a buffer; the layout is in the README. Not thread-safe. */
final class FrameWriter implements Frame.ForWorker, Frame.ForParent {
  private static final int INPUT_BYTES = 2 * Integer.BYTES + Long.BYTES;
  private static final int BATCH_BYTES = FunctionName.BYTES + Long.BYTES + Integer.BYTES;

  private final OutBuffer out;

  FrameWriter(OutBuffer out) {
    this.out = out;
  }

  void write(Frame frame) throws IOException {
    // not a switch: see Frame.ForWorker
    if (frame instanceof Frame.ToWorker toWorker) {
      toWorker.tell(this);
    } else if (frame instanceof Frame.ToParent toParent) {
      toParent.tell(this);
    }
  }

  @Override
  public void on(Frame.Stop f) throws IOException {
    out.putHeader(FrameType.STOP, 0, f.from(), f.batch(), f.interrupt() ? f.to() | Long.MIN_VALUE : f.to(), 0);
  }

  @Override
  public void on(Frame.Dump f) throws IOException {
    out.putHeader(FrameType.DUMP, 0, f.item(), f.batch(), 0, 0);
  }

  @Override
  public void on(Frame.OutputTaken f) throws IOException {
    out.putHeader(FrameType.OUTPUT_TAKEN, 0, 0, 0, 0, 0);
  }

  @Override
  public void on(Frame.Rest f) throws IOException {
    out.putHeader(FrameType.REST, 0, 0, 0, 0, 0);
  }

  @Override
  public void on(Frame.Bye f) throws IOException {
    out.putHeader(FrameType.BYE, 0, 0, 0, 0, 0);
  }

  @Override
  public void on(Frame.Ready f) throws IOException {
    out.putHeader(FrameType.READY, 0, 0, 0, 0, 0);
  }

  @Override
  public void on(Frame.InitFailed f) throws IOException {
    whole(FrameType.INIT_FAILED, 0, 0, 0, f.thrown());
  }

  @Override
  public void on(Frame.Ok f) throws IOException {
    ended(FrameType.OK, f, f.nanos(), held(f.value()));
  }

  @Override
  public void on(Frame.Oks f) throws IOException {
    whole(FrameType.OKS, exact(f.exact()), f.item(), f.batch(), f.count(), f.values());
  }

  @Override
  public void on(Frame.Threw f) throws IOException {
    ended(FrameType.THREW, f, f.nanos(), held(f.thrown()));
  }

  @Override
  public void on(Frame.Oom f) throws IOException {
    ended(FrameType.OOM, f, f.nanos(), text(f.detail()));
  }

  @Override
  public void on(Frame.Unserializable f) throws IOException {
    ended(FrameType.UNSERIALIZABLE, f, f.nanos() << FrameType.PART_BITS | part(f.what()), text(f.detail()));
  }

  @Override
  public void on(Frame.Skipped f) throws IOException {
    out.putHeader(FrameType.SKIPPED, 0, f.item(), f.batch(), 0, 0);
  }

  @Override
  public void on(Frame.StackDump f) throws IOException {
    whole(FrameType.STACK_DUMP, f.item(), f.batch(), 0, Cargo.of(text(StackText.write(f.stack()))));
  }

  @Override
  public void on(Frame.ClassRequest f) throws IOException {
    whole(FrameType.CLASS_REQUEST, f.loader(), f.request(), 0, Cargo.of(text(f.name())));
  }

  @Override
  public void on(Frame.LeftBehind f) throws IOException {
    whole(FrameType.LEFT_BEHIND, 0, 0, 0, Cargo.of(text(f.what())));
  }

  @Override
  public void on(Frame.Hello f) throws IOException {
    byte[] java = f.javaVersion().getBytes(StandardCharsets.UTF_8);
    int flags = f.rings() ? FrameType.FLAG_OPTIONAL : 0;
    out.putHeader(FrameType.HELLO, flags, f.worker(), f.pid(), f.nanoTime(), Integer.BYTES + Secret.BYTES + java.length);
    out.putInt(f.version());
    out.putBytes(f.secret().bytes());
    out.putBytes(java);
  }

  @Override
  public void on(Frame.Welcome f) throws IOException {
    Payload start = f.onStart().orElse(Payload.empty());
    Payload stop = f.onStop().orElse(Payload.empty());
    int flags = (f.onStart().isPresent() ? FrameType.FLAG_PRINTED : 0)
        | (f.onStop().isPresent() ? FrameType.FLAG_OPTIONAL : 0);
    out.putHeader(FrameType.WELCOME, flags, f.loader(), f.share(), start.size(), start.size() + stop.size());
    out.putPayload(start);
    out.putPayload(stop);
  }

  @Override
  public void on(Frame.Function f) throws IOException {
    Payload code = held(f.code());
    out.putHeader(FrameType.FUNCTION, 0, 0, 0, 0, FunctionName.BYTES + code.size());
    out.putBytes(f.name().bytes());
    out.putPayload(code);
  }

  @Override
  public void on(Frame.Batch f) throws IOException {
    long length = BATCH_BYTES;
    for (Frame.Input input : f.inputs()) {
      length += INPUT_BYTES + Bulks.length(held(input.cargo()));
    }
    int flags = exact(f.exact()) | (f.seed().isPresent() ? FrameType.FLAG_OPTIONAL : 0);
    out.putHeader(FrameType.BATCH, flags, f.inputs().size(), f.id(), f.seed().orElse(0), length);
    out.putBytes(f.function().bytes());
    out.putLong(f.firstIndex());
    out.putInt(f.attempt());
    for (Frame.Input input : f.inputs()) {
      Payload payload = held(input.cargo());
      out.putInt(input.offset());
      out.putInt(input.count());
      out.putLong(Bulks.length(payload) | (payload.bulks().isEmpty() ? 0 : Bulks.MARK));
      Bulks.write(payload, out);
    }
  }

  @Override
  public void on(Frame.ClassBytes f) throws IOException {
    Payload bytes = f.bytes().orElse(Payload.empty());
    out.putHeader(FrameType.CLASS_BYTES, f.bytes().isPresent() ? FrameType.FLAG_OPTIONAL : 0, 0, 0, f.request(), bytes.size());
    out.putPayload(bytes);
  }

  private void ended(int type, Frame.ItemEnd f, long extra, Payload body) throws IOException {
    boolean printed = f.printed().any();
    out.putHeader(
        type, (printed ? FrameType.FLAG_PRINTED : 0) | (body.bulks().isEmpty() ? 0 : FrameType.FLAG_BULKS),
        f.item(), f.batch(), extra, Bulks.length(body) + (printed ? FrameType.PRINTED_BYTES : 0));
    if (printed) {
      printed(f.printed());
    }
    Bulks.write(body, out);
  }

  @Override
  public void on(Frame.BatchDone f) throws IOException {
    boolean printed = f.printed().any();
    out.putHeader(
        FrameType.BATCH_DONE, printed ? FrameType.FLAG_PRINTED : 0, 0, f.batch(), f.nanos(),
        printed ? FrameType.PRINTED_BYTES : 0);
    if (printed) {
      printed(f.printed());
    }
  }

  private void printed(Printed p) throws IOException {
    out.putLong(p.outFrom());
    out.putLong(p.outTo());
    out.putLong(p.errFrom());
    out.putLong(p.errTo());
  }

  private static int exact(boolean exact) {
    return exact ? FrameType.FLAG_EXACT : 0;
  }

  private void whole(int type, int item, long batch, long extra, Cargo body) throws IOException {
    whole(type, 0, item, batch, extra, body);
  }

  private void whole(int type, int flags, int item, long batch, long extra, Cargo body) throws IOException {
    Payload payload = held(body);
    out.putHeader(type, flags, item, batch, extra, payload.size());
    out.putPayload(payload);
  }

  private static long part(Failure.Unserializable.What what) {
    return switch (what) {
      case FUNCTION -> FrameType.PART_FUNCTION;
      case INPUT -> FrameType.PART_INPUT;
      case RESULT -> FrameType.PART_RESULT;
    };
  }

  private static Payload text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Payload.owned(bytes, bytes.length);
  }

  private static Payload held(Cargo cargo) {
    return cargo.held()
        .orElseThrow(() -> new IllegalArgumentException("cargo of %d bytes was dropped".formatted(cargo.size())));
  }
}
