package dev.drover.internal.backend.process;

import dev.drover.internal.codec.NotDecodableException;
import dev.drover.internal.codec.Payload;
import dev.drover.internal.codec.StretchReader;
import dev.drover.internal.ipc.wire.Cargo;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.Printed;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Failure.Unserializable.What;
import dev.drover.task.Thrown;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a worker says of an item into what is reported. Decoding is done outside of any lock, since it runs code of the
 * user; nothing that it throws gets further than its item.
 */
final class Results {
  private final Site site;
  private final WorkerProcess process;

  Results(Site site, WorkerProcess process) {
    this.site = site;
    this.process = process;
  }

  /** What became of an item. */
  sealed interface Result {
    /** How long it ran, as far as the worker has told. */
    default long nanos() {
      return 0;
    }

    /** A value. */
    record Value(@Nullable Object value, long nanos) implements Result {}

    /** The function threw. */
    record Raised(Failure failure, long nanos) implements Result {}

    /** It failed in another way. */
    record Failed(Failure failure) implements Result {}

    /** It never started. */
    record Returned() implements Result {}
  }

  Result of(Frame.ItemEnd end) {
    if (end instanceof Frame.Ok ok) {
      return value(ok); // most are, and a first pool has to do without a switch over types
    }
    return switch (end) {
      case Frame.Ok ok -> value(ok);
      case Frame.Threw threw ->
        new Result.Raised(new Failure.Threw(thrown(threw.thrown()), evidence(threw.printed()).nanos(threw.nanos())), threw.nanos());
      case Frame.Oom oom -> new Result.Failed(new Failure.OutOfMemory(oom.detail(), evidence(oom.printed()).nanos(oom.nanos())));
      case Frame.Unserializable u -> new Result.Failed(
          new Failure.Unserializable(u.what(), u.detail(), evidence(u.printed()).nanos(u.nanos())));
      case Frame.Skipped _ -> new Result.Returned();
    };
  }

  private Result value(Frame.Ok ok) {
    try {
      Optional<Payload> held = ok.value().held();
      return held.isPresent()
          ? new Result.Value(site.codec().decode(held.get()), ok.nanos())
          : refused(ok, "it has %d bytes, for which the caller's process has no memory left".formatted(ok.value().size()));
    } catch (NotDecodableException e) {
      return refused(ok, Texts.message(e));
    } catch (RuntimeException | Error e) {
      return refused(ok, "decoding it threw " + e);
    }
  }

  private Result refused(Frame.Ok ok, String detail) {
    return new Result.Failed(
        new Failure.Unserializable(What.RESULT, detail, evidence(ok.printed()).nanos(ok.nanos())));
  }

  /** Small values of neighbours, and how long each of their items ran, or all together. */
  @SuppressWarnings("ArrayRecordComponent") // never compared; a list of each would double what a tiny item costs
  record Series(long batch, int first, @Nullable Object[] values, Optional<long[]> each, long all) {
    /** Of all together it is the mean. */
    long nanos(int place) {
      return each.isPresent() ? each.get()[place] : all / values.length;
    }
  }

  /** Decoded by nothing but our own code, in next to no time. */
  static Series of(Frame.Oks oks) throws IOException {
    Payload payload = oks.values().held().orElseThrow(() -> new IOException("there is no memory left for small values"));
    if (oks.count() < 0 || oks.count() > payload.size()) {
      throw new IOException("%d values are announced in %d bytes".formatted(oks.count(), payload.size()));
    }
    try {
      StretchReader in = new StretchReader(payload);
      return oks.exact() ? timed(oks, in) : untimed(oks, in);
    } catch (NotDecodableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Series timed(Frame.Oks oks, StretchReader in) throws NotDecodableException {
    @Nullable Object[] values = new @Nullable Object[oks.count()];
    long[] nanos = new long[oks.count()];
    long all = 0;
    for (int i = 0; i < oks.count(); i++) {
      nanos[i] = in.nextNumber();
      values[i] = in.next();
      all += nanos[i];
    }
    return new Series(oks.batch(), oks.item(), values, Optional.of(nanos), all);
  }

  private static Series untimed(Frame.Oks oks, StretchReader in) throws NotDecodableException {
    @Nullable Object[] values = new @Nullable Object[oks.count()];
    in.next(values, 0, values.length);
    return new Series(oks.batch(), oks.item(), values, Optional.empty(), in.nextNumber());
  }

  /** How much there is to decode. */
  static long size(Frame.ItemEnd end) {
    return end instanceof Frame.Ok ok && ok.value() instanceof Cargo.Held held ? held.payload().size() : 0;
  }

  /** Never throws. */
  Thrown thrown(Cargo cargo) {
    try {
      return switch (cargo) {
        case Cargo.Held held -> site.thrownCodec().decode(held.payload());
        case Cargo.TooLarge large -> unknown("of %d bytes".formatted(large.size()));
      };
    } catch (RuntimeException | Error e) {
      return unknown("whose decoding threw " + e);
    }
  }

  private static Thrown unknown(String detail) {
    return new Thrown("unknown", "an exception " + detail, List.of(), Optional.empty(), List.of(), null);
  }

  Evidence evidence(Printed printed) {
    return Evidence.ofWorker(process.pid()).lastOutput(Tail.of(process, printed));
  }
}
