package dev.drover.internal.ipc.wire;

import dev.drover.internal.codec.Payload;
import dev.drover.task.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts frames into a buffer; the layout is in the README. Not thread-safe. */
final class FrameWriter {
  private static final int ITEM_BYTES = Integer.BYTES + Long.BYTES;
  private static final int BATCH_BYTES = FunctionName.BYTES + Long.BYTES + Integer.BYTES;

  private final OutBuffer out;

  FrameWriter(OutBuffer out) {
    this.out = out;
  }

  void write(Frame frame) throws IOException {
    switch (frame) {
      case Frame.ToWorker f -> writeToWorker(f);
      case Frame.ToParent f -> writeToParent(f);
    }
  }

  private void writeToWorker(Frame.ToWorker frame) throws IOException {
    switch (frame) {
      case Frame.Welcome f -> welcome(f);
      case Frame.Function f -> function(f);
      case Frame.Batch f -> batch(f);
      case Frame.Stop f ->
        header(FrameType.STOP, 0, f.from(), f.batch(), f.interrupt() ? f.to() | Long.MIN_VALUE : f.to(), 0);
      case Frame.Dump f -> header(FrameType.DUMP, 0, f.item(), f.batch(), 0, 0);
      case Frame.ClassBytes f -> classBytes(f);
      case Frame.OutputTaken _ -> header(FrameType.OUTPUT_TAKEN, 0, 0, 0, 0, 0);
      case Frame.Bye _ -> header(FrameType.BYE, 0, 0, 0, 0, 0);
    }
  }

  private void writeToParent(Frame.ToParent frame) throws IOException {
    switch (frame) {
      case Frame.Hello f -> hello(f);
      case Frame.Ready _ -> header(FrameType.READY, 0, 0, 0, 0, 0);
      case Frame.InitFailed f -> whole(FrameType.INIT_FAILED, 0, 0, 0, f.thrown());
      case Frame.Ok f -> ended(FrameType.OK, f, f.nanos(), held(f.value()));
      case Frame.Threw f -> ended(FrameType.THREW, f, f.nanos(), held(f.thrown()));
      case Frame.Oom f -> ended(FrameType.OOM, f, 0, text(f.detail()));
      case Frame.Unserializable f -> ended(FrameType.UNSERIALIZABLE, f, part(f.what()), text(f.detail()));
      case Frame.Skipped f -> header(FrameType.SKIPPED, 0, f.item(), f.batch(), 0, 0);
      case Frame.StackDump f ->
        whole(FrameType.STACK_DUMP, f.item(), f.batch(), 0, Cargo.of(text(StackText.write(f.stack()))));
      case Frame.ClassRequest f ->
        whole(FrameType.CLASS_REQUEST, f.loader(), f.request(), 0, Cargo.of(text(f.name())));
      case Frame.BatchDone f -> batchDone(f);
      case Frame.LeftBehind f -> whole(FrameType.LEFT_BEHIND, 0, 0, 0, Cargo.of(text(f.what())));
    }
  }

  private void hello(Frame.Hello f) throws IOException {
    byte[] java = f.javaVersion().getBytes(StandardCharsets.UTF_8);
    header(FrameType.HELLO, 0, f.worker(), f.pid(), f.nanoTime(), Integer.BYTES + Secret.BYTES + java.length);
    out.putInt(f.version());
    out.putBytes(f.secret().bytes());
    out.putBytes(java);
  }

  private void welcome(Frame.Welcome f) throws IOException {
    Payload start = f.onStart().orElse(Payload.empty());
    Payload stop = f.onStop().orElse(Payload.empty());
    int flags = (f.onStart().isPresent() ? FrameType.FLAG_PRINTED : 0)
        | (f.onStop().isPresent() ? FrameType.FLAG_OPTIONAL : 0);
    header(FrameType.WELCOME, flags, 0, 0, start.size(), start.size() + stop.size());
    out.putPayload(start);
    out.putPayload(stop);
  }

  private void function(Frame.Function f) throws IOException {
    Payload code = held(f.code());
    header(FrameType.FUNCTION, 0, 0, 0, 0, FunctionName.BYTES + code.size());
    out.putBytes(f.name().bytes());
    out.putPayload(code);
  }

  private void batch(Frame.Batch f) throws IOException {
    long length = BATCH_BYTES;
    for (Frame.Input input : f.inputs()) {
      length += ITEM_BYTES + held(input.cargo()).size();
    }
    int flags = f.seed().isPresent() ? FrameType.FLAG_OPTIONAL : 0;
    header(FrameType.BATCH, flags, f.inputs().size(), f.id(), f.seed().orElse(0), length);
    out.putBytes(f.function().bytes());
    out.putLong(f.firstIndex());
    out.putInt(f.attempt());
    for (Frame.Input input : f.inputs()) {
      Payload payload = held(input.cargo());
      out.putInt(input.offset());
      out.putLong(payload.size());
      out.putPayload(payload);
    }
  }

  private void classBytes(Frame.ClassBytes f) throws IOException {
    Payload bytes = f.bytes().orElse(Payload.empty());
    header(FrameType.CLASS_BYTES, f.bytes().isPresent() ? FrameType.FLAG_OPTIONAL : 0, 0, 0, f.request(), bytes.size());
    out.putPayload(bytes);
  }

  private void ended(int type, Frame.ItemEnd f, long extra, Payload body) throws IOException {
    boolean printed = f.printed().any();
    header(
        type, printed ? FrameType.FLAG_PRINTED : 0, f.item(), f.batch(), extra,
        body.size() + (printed ? FrameType.PRINTED_BYTES : 0));
    if (printed) {
      printed(f.printed());
    }
    out.putPayload(body);
  }

  private void batchDone(Frame.BatchDone f) throws IOException {
    boolean printed = f.printed().any();
    header(
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

  private void whole(int type, int item, long batch, long extra, Cargo body) throws IOException {
    Payload payload = held(body);
    header(type, 0, item, batch, extra, payload.size());
    out.putPayload(payload);
  }

  private void header(int type, int flags, int item, long batch, long extra, long length) throws IOException {
    out.putByte(type);
    out.putByte(flags);
    out.putShort(0);
    out.putInt(item);
    out.putLong(batch);
    out.putLong(extra);
    out.putLong(length);
  }

  private static long part(Failure.Unserializable.What what) {
    return switch (what) {
      case FUNCTION -> FrameType.PART_FUNCTION;
      case INPUT -> FrameType.PART_INPUT;
      case RESULT -> FrameType.PART_RESULT;
    };
  }

  private static Payload text(String text) {
    return Payload.of(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
  }

  private static Payload held(Cargo cargo) {
    return switch (cargo) {
      case Cargo.Held h -> h.payload();
      case Cargo.TooLarge t -> throw new IllegalArgumentException("cargo of %d bytes was dropped".formatted(t.size()));
    };
  }
}
