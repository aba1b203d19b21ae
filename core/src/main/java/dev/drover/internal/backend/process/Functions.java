package dev.drover.internal.backend.process;

import dev.drover.internal.codec.NotEncodableException;
import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.Payload;
import dev.drover.internal.ipc.wire.FunctionName;
import dev.drover.spi.Work;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Functions in the form in which they are sent; each is encoded once for its call. Thread-safe. */
final class Functions {
  private final ObjectCodec codec;
  private final Map<Long, Encoded> byWork = new ConcurrentHashMap<>();

  Functions(ObjectCodec codec) {
    this.codec = codec;
  }

  /** What came of encoding a function. */
  sealed interface Encoded {
    /** It can travel. */
    record Sendable(FunctionName name, Payload code) implements Encoded {}

    /** It can't. */
    record Refused(String why) implements Encoded {}
  }

  Encoded of(Work work) {
    return byWork.computeIfAbsent(work.id(), _ -> encode(work));
  }

  private Encoded encode(Work work) {
    try {
      Payload code = codec.encode(work.function());
      return new Encoded.Sendable(FunctionName.of(code.hash()), code);
    } catch (NotEncodableException e) {
      return new Encoded.Refused(Texts.message(e));
    } catch (RuntimeException | StackOverflowError e) {
      return new Encoded.Refused("encoding it threw " + e);
    }
  }

  void ended(Work work) {
    byWork.remove(work.id());
  }
}
