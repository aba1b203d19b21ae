package dev.drover.internal.worker;

import dev.drover.internal.codec.NotDecodableException;
import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.Payload;
import dev.drover.internal.ipc.wire.Cargo;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.FunctionName;
import dev.drover.internal.ipc.wire.Recent;
import dev.drover.task.Fn;
import org.jspecify.annotations.Nullable;

/** The functions that this worker has. Touched by the thread that reads frames only, in their order. */
final class Functions {
  private final ObjectCodec codec;
  private final Recent<Encoded> recent = new Recent<>();

  /** The function that ran last. For the thread that runs items. */
  private @Nullable Encoded latest;

  Functions(ObjectCodec codec) {
    this.codec = codec;
  }

  void add(Frame.Function function) {
    recent.add(function.name(), new Encoded(this, function.code()));
  }

  Encoded get(FunctionName name) {
    return recent.touch(name).orElseThrow(() -> new IllegalStateException("function %s was not sent".formatted(name)));
  }

  /** In one place, since it can be missing. */
  static Payload held(Cargo cargo) {
    return cargo.held()
        .orElseThrow(() -> new OutOfMemoryError("no room for an input of %d bytes".formatted(cargo.size())));
  }

  /** A function that is decoded when it is first needed, by the thread that runs items. */
  static final class Encoded {
    private final Functions all;
    private final Cargo code;
    private @Nullable Fn<Object, Object> function;

    private Encoded(Functions all, Cargo code) {
      this.all = all;
      this.code = code;
    }

    /** Whether it is decoded, and no other one has run since. */
    boolean isAtHand() {
      return function != null && all.latest == this;
    }

    /** Another function has run since, and may have brought other values for the same variables. */
    private void restore() throws NotDecodableException {
      if (code instanceof Cargo.Held held) {
        all.codec.restoreStatics(held.payload());
      }
    }

    // The parent only sends functions of this type.
    @SuppressWarnings("unchecked")
    Fn<Object, Object> function() throws NotDecodableException {
      Fn<Object, Object> f = function;
      if (f == null) {
        if (!(all.codec.decode(held(code)) instanceof Fn<?, ?> decoded)) {
          throw new IllegalStateException("what was sent as a function is none");
        }
        f = (Fn<Object, Object>) decoded;
        function = f;
      } else if (all.latest != this) {
        restore();
      }
      all.latest = this;
      return f;
    }
  }
}
