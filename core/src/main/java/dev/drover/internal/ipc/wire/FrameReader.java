package dev.drover.internal.ipc.wire;

import dev.drover.internal.codec.Payload;
import dev.drover.task.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes frames out of a buffer; the layout is in the README. Not thread-safe. */
final class FrameReader {
  private static final int LONGEST_TEXT = 1 << 20;

  private final InBuffer in;

  private record Header(int type, int flags, int item, long batch, long extra, long length) {
    boolean optional() {
      return (flags & FrameType.FLAG_OPTIONAL) != 0;
    }

    boolean bulks() {
      return (flags & FrameType.FLAG_BULKS) != 0;
    }

    boolean exact() {
      return (flags & FrameType.FLAG_EXACT) != 0;
    }

    boolean printed() {
      return (flags & FrameType.FLAG_PRINTED) != 0;
    }
  }

  /** What is buffered. */
  enum Next {
    /** Nothing, or part of something small. */
    NOTHING,
    /** The whole of small results, or of the end of a batch, that came without output. */
    SMALL_RESULT,
    /** Something else. */
    OTHER
  }

  FrameReader(InBuffer in) {
    this.in = in;
  }

  /** What {@link #read} would give; does not wait. */
  Next next() {
    if (in.buffered() < FrameType.HEADER) {
      return Next.NOTHING;
    }
    int type = in.peekByte(0);
    boolean plain = (in.peekByte(FrameType.FLAGS_AT) & FrameType.FLAG_PRINTED) == 0;
    if ((type != FrameType.OKS && type != FrameType.BATCH_DONE) || !plain || in.isFull()) {
      return Next.OTHER;
    }
    return in.buffered() - FrameType.HEADER >= in.peekLong(FrameType.LENGTH_AT) ? Next.SMALL_RESULT : Next.NOTHING;
  }

  Optional<Frame> read() throws IOException {
    return in.await() ? Optional.of(body(header())) : Optional.empty();
  }

  private Header header() throws IOException {
    int type = in.getByte();
    int flags = in.getByte();
    in.getShort();
    Header h = new Header(type, flags, in.getInt(), in.getLong(), in.getLong(), in.getLong());
    if (h.length() < 0) {
      throw new IOException("frame of type %d has length %d; it must be 0 or more".formatted(type, h.length()));
    }
    return h;
  }

  private Frame body(Header h) throws IOException {
    return switch (h.type()) {
      case FrameType.HELLO -> hello(h);
      case FrameType.WELCOME -> welcome(h);
      case FrameType.READY -> new Frame.Ready();
      case FrameType.INIT_FAILED -> new Frame.InitFailed(in.getCargo(h.length()));
      case FrameType.FUNCTION -> function(h);
      case FrameType.BATCH -> batch(h);
      case FrameType.STOP ->
        new Frame.Stop(h.batch(), h.item(), (int) (h.extra() & Long.MAX_VALUE), h.extra() < 0);
      case FrameType.DUMP -> new Frame.Dump(h.batch(), h.item());
      case FrameType.CLASS_BYTES -> new Frame.ClassBytes(h.extra(), payload(h.length()).filter(_ -> h.optional()));
      case FrameType.OUTPUT_TAKEN -> new Frame.OutputTaken();
      case FrameType.BYE -> new Frame.Bye();
      case FrameType.SKIPPED -> new Frame.Skipped(h.batch(), h.item());
      case FrameType.STACK_DUMP -> new Frame.StackDump(h.batch(), h.item(), StackText.read(text(h.length())));
      case FrameType.CLASS_REQUEST -> new Frame.ClassRequest(h.batch(), h.item(), text(h.length()));
      case FrameType.BATCH_DONE -> new Frame.BatchDone(h.batch(), h.extra(), printed(h));
      case FrameType.OKS -> new Frame.Oks(h.batch(), h.item(), (int) h.extra(), h.exact(), in.getCargo(h.length()));
      case FrameType.LEFT_BEHIND -> new Frame.LeftBehind(text(h.length()));
      case FrameType.REST -> new Frame.Rest();
      default -> itemEnd(h);
    };
  }

  private Frame itemEnd(Header h) throws IOException {
    if (h.type() < FrameType.OK || h.type() > FrameType.UNSERIALIZABLE) {
      throw new IOException("frame of type %d; known are 1 to %d: parent and worker must run the same Drover"
          .formatted(h.type(), FrameType.LAST));
    }
    Printed printed = printed(h);
    long rest = h.length() - (h.printed() ? FrameType.PRINTED_BYTES : 0);
    return switch (h.type()) {
      case FrameType.OK -> new Frame.Ok(h.batch(), h.item(), h.extra(), printed, h.bulks() ? Bulks.read(in, rest) : in.getCargo(rest));
      case FrameType.THREW -> new Frame.Threw(h.batch(), h.item(), h.extra(), printed, in.getCargo(rest));
      case FrameType.OOM -> new Frame.Oom(h.batch(), h.item(), h.extra(), printed, text(rest));
      default -> new Frame.Unserializable(
          h.batch(), h.item(), h.extra() >> FrameType.PART_BITS, printed, part(h.extra()), text(rest));
    };
  }

  private static Failure.Unserializable.What part(long extra) {
    long number = extra & ((1 << FrameType.PART_BITS) - 1);
    if (number == FrameType.PART_FUNCTION) {
      return Failure.Unserializable.What.FUNCTION;
    }
    return number == FrameType.PART_INPUT ? Failure.Unserializable.What.INPUT : Failure.Unserializable.What.RESULT;
  }

  private Frame hello(Header h) throws IOException {
    int version = in.getInt();
    Secret secret = Secret.of(in.getBytes(Secret.BYTES));
    String java = text(h.length() - Integer.BYTES - Secret.BYTES);
    return new Frame.Hello(h.item(), version, h.batch(), h.extra(), java, secret, h.optional());
  }

  private Frame welcome(Header h) throws IOException {
    Optional<Payload> start = payload(h.extra());
    Optional<Payload> stop = payload(h.length() - h.extra());
    return new Frame.Welcome(start.filter(_ -> h.printed()), stop.filter(_ -> h.optional()), h.item(), h.batch());
  }

  private Frame function(Header h) throws IOException {
    FunctionName name = FunctionName.of(in.getBytes(FunctionName.BYTES));
    return new Frame.Function(name, in.getCargo(h.length() - FunctionName.BYTES));
  }

  private Frame batch(Header h) throws IOException {
    FunctionName name = FunctionName.of(in.getBytes(FunctionName.BYTES));
    long firstIndex = in.getLong();
    int attempt = in.getInt();
    List<Frame.Input> inputs = new ArrayList<>(h.item());
    for (int i = 0; i < h.item(); i++) {
      int offset = in.getInt();
      int count = in.getInt();
      inputs.add(new Frame.Input(offset, count, input(in.getLong())));
    }
    OptionalLong seed = h.optional() ? OptionalLong.of(h.extra()) : OptionalLong.empty();
    return new Frame.Batch(h.batch(), name, firstIndex, attempt, seed, h.exact(), inputs);
  }

  private Cargo input(long length) throws IOException {
    return (length & Bulks.MARK) != 0 ? Bulks.read(in, length ^ Bulks.MARK) : in.getCargo(length);
  }

  private Printed printed(Header h) throws IOException {
    return h.printed() ? new Printed(in.getLong(), in.getLong(), in.getLong(), in.getLong()) : Printed.NOTHING;
  }

  private Optional<Payload> payload(long length) throws IOException {
    return in.getCargo(length).held();
  }

  /** Only the beginning of a text that nobody would read to its end. */
  private String text(long length) throws IOException {
    int kept = (int) Math.min(length, LONGEST_TEXT);
    byte[] bytes = in.getBytes(kept);
    in.skip(length - kept);
    return StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes)).toString();
  }
}
