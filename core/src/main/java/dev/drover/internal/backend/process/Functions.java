package dev.drover.internal.backend.process;

import dev.drover.internal.codec.Misuse;
import dev.drover.internal.codec.NotEncodableException;
import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.Payload;
import dev.drover.internal.host.Log;
import dev.drover.internal.ipc.wire.FunctionName;
import dev.drover.spi.Work;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Functions in the form in which they are sent; each is encoded once for its call. Thread-safe. */
final class Functions {
  private final ObjectCodec codec;
  private final Misuse misuse;
  /** A future, and not computed in the map: code of the user's that hangs must not hold a lock of it. */
  private final Map<Long, CompletableFuture<Encoded>> byWork = new ConcurrentHashMap<>();

  Functions(ObjectCodec codec, Misuse misuse) {
    this.codec = codec;
    this.misuse = misuse;
  }

  /** What came of encoding a function. */
  sealed interface Encoded {
    /** It can travel. */
    record Sendable(FunctionName name, Payload code) implements Encoded {}

    /** It can't. */
    record Refused(String why) implements Encoded {}
  }

  /** If it takes next to no time: it is known, or was sent before and is always the same. */
  Optional<Encoded.Sendable> quick(Work work) {
    CompletableFuture<Encoded> known = byWork.get(work.id());
    boolean quick = known != null ? known.isDone() : isFixedAndKnown(work.function());
    return quick && of(work) instanceof Encoded.Sendable sendable ? Optional.of(sendable) : Optional.empty();
  }

  private static boolean isFixedAndKnown(Object function) {
    return ObjectCodec.isFixed(function) && Misuse.isKnown(function);
  }

  /** A submitted task, if it is encoded in next to no time. */
  Optional<Payload> quick(Object task) {
    if (!Misuse.isKnown(task)) {
      return Optional.empty();
    }
    try {
      Payload payload = codec.encode(task);
      warn(task, payload);
      return Optional.of(payload);
    } catch (NotEncodableException | OutOfMemoryError refused) {
      return Optional.empty(); // the feeder will say so
    }
  }

  Encoded of(Work work) {
    CompletableFuture<Encoded> known = byWork.get(work.id());
    if (known == null) {
      CompletableFuture<Encoded> mine = new CompletableFuture<>();
      known = byWork.putIfAbsent(work.id(), mine);
      if (known == null) {
        Encoded encoded = encode(work);
        mine.complete(encoded);
        if (encoded instanceof Encoded.Sendable sendable) {
          warn(work.function(), sendable.code());
        }
        known = mine;
      }
    }
    return known.join();
  }

  /** Nobody waits for its encoding any longer. */
  void refuse(Work work, String why) {
    Optional.ofNullable(byWork.get(work.id())).ifPresent(f -> f.complete(new Encoded.Refused(why)));
  }

  private Encoded encode(Work work) {
    if (Parking.process().isInUse()) {
      ObjectCodec.writtenIn(work.function()).ifPresent(Parking.process()::met);
    }
    try {
      Payload code = codec.encode(work.function());
      return new Encoded.Sendable(FunctionName.of(code.hash()), code);
    } catch (NotEncodableException e) {
      return new Encoded.Refused(Texts.message(e));
    } catch (RuntimeException | Error e) {
      return new Encoded.Refused("encoding it threw " + e);
    }
  }

  /** Says what its author hardly wants, each once. A submitted task is a function that came as an input. */
  void warn(Object function, Payload code) {
    misuse.lookAt(function, code.size()).forEach(Log::warn);
  }

  void ended(Work work) {
    byWork.remove(work.id());
  }
}
