package dev.drover.internal.codec;

import dev.drover.task.Thrown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions as data, which always arrives, followed by the exception itself, which is only tried: its class may be
 * missing on the other side, and its own code may throw on either. Never throws. Thread-safe.
 */
public final class ThrownCodec {
  /** Further causes are cut off; nobody reads them, and a chain without end must not end this process. */
  private static final int DEEPEST = 100;

  /** As many frames as the JDK keeps by itself, at most. */
  private static final int MOST_FRAMES = 1024;

  private final ObjectCodec codec;

  /**
   * Makes a codec.
   *
   * @param codec encodes the exceptions themselves
   */
  public ThrownCodec(ObjectCodec codec) {
    this.codec = codec;
  }

  /**
   * Encodes an exception.
   *
   * @param thrown its parts, and the exception itself if it is to be rebuilt
   * @return the bytes
   */
  public Payload encode(Thrown thrown) {
    Sink data = new Sink();
    write(thrown, data, 0);
    Payload original = original(thrown.original());
    return Payload.joined(data.payload(), original);
  }

  private Payload original(@Nullable Throwable exception) {
    try {
      return exception == null ? Payload.empty() : codec.encode(exception);
    } catch (NotEncodableException | OutOfMemoryError dataAlone) {
      return Payload.empty();
    }
  }

  /**
   * Decodes an exception.
   *
   * @param payload what {@link #encode} gave
   * @return its parts, with the exception itself where it could be rebuilt; if even the parts are damaged, those of the
   *     error that tells so
   */
  public Thrown decode(Payload payload) {
    Source in = new Source(payload);
    try {
      Thrown parts = read(in);
      return in.left() == 0 ? parts : withOriginal(parts, in);
    } catch (IOException | RuntimeException e) {
      return Thrown.of(new NotDecodableException("an exception arrived damaged: " + e.getMessage(), e));
    }
  }

  private Thrown withOriginal(Thrown parts, Source in) {
    try {
      return codec.decode(in) instanceof Throwable t ? parts.withOriginal(framed(t, parts)) : parts;
    } catch (NotDecodableException | OutOfMemoryError dataAlone) {
      return parts;
    }
  }

  /** Some exceptions write no frames, or others than they had. */
  private static Throwable framed(Throwable exception, Thrown parts) {
    try {
      exception.setStackTrace(parts.frames().toArray(StackTraceElement[]::new));
    } catch (RuntimeException | LinkageError | StackOverflowError hostile) {
      return exception;
    }
    return exception;
  }

  private static void write(Thrown thrown, Sink out, int depth) {
    Scalars.chars(thrown.type(), out);
    Scalars.chars(thrown.message(), out);
    List<StackTraceElement> frames = thrown.frames().stream().limit(MOST_FRAMES).toList();
    out.putSize(frames.size());
    frames.forEach(f -> write(f, out));
    List<Thrown> causes = depth < DEEPEST ? thrown.cause().stream().toList() : List.of();
    writeAll(causes, out, depth);
    writeAll(depth < DEEPEST ? thrown.suppressed() : List.of(), out, depth);
  }

  private static void writeAll(List<Thrown> all, Sink out, int depth) {
    out.putSize(all.size());
    all.forEach(t -> write(t, out, depth + 1));
  }

  private static void write(StackTraceElement frame, Sink out) {
    write(frame.getClassLoaderName(), out);
    write(frame.getModuleName(), out);
    write(frame.getModuleVersion(), out);
    Scalars.chars(frame.getClassName(), out);
    Scalars.chars(frame.getMethodName(), out);
    write(frame.getFileName(), out);
    out.putNumber(frame.getLineNumber());
  }

  private static void write(@Nullable String name, Sink out) {
    out.put(name == null ? 0 : 1);
    if (name != null) {
      Scalars.chars(name, out);
    }
  }

  private static Thrown read(Source in) throws IOException {
    String type = Scalars.chars(in);
    String message = Scalars.chars(in);
    List<StackTraceElement> frames = new ArrayList<>();
    for (int rest = in.getCount(1); rest > 0; rest--) {
      frames.add(readFrame(in));
    }
    Optional<Thrown> cause = readAll(in).stream().findFirst();
    return new Thrown(type, message, frames, cause, readAll(in), null);
  }

  private static List<Thrown> readAll(Source in) throws IOException {
    List<Thrown> all = new ArrayList<>();
    for (int rest = in.getCount(1); rest > 0; rest--) {
      all.add(read(in));
    }
    return all;
  }

  private static StackTraceElement readFrame(Source in) throws IOException {
    String loader = readName(in);
    String module = readName(in);
    String version = readName(in);
    String type = Scalars.chars(in);
    String method = Scalars.chars(in);
    return new StackTraceElement(loader, module, version, type, method, readName(in), (int) in.getNumber());
  }

  private static @Nullable String readName(Source in) throws IOException {
    return in.get() == 0 ? null : Scalars.chars(in);
  }
}
