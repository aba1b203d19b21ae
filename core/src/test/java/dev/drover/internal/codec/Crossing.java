package dev.drover.internal.codec;

import dev.drover.task.Fn;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A parent and a worker in one process: what has no place on the class path is loaded a second time for the worker, so
 * its statics are the worker's own. Public, so that code typed in JShell can call it.
 */
public final class Crossing {
  private static final Crossing SHARED = new Crossing();

  private final ParentClasses classes = new ParentClasses();
  final ObjectCodec parent = new ObjectCodec(classes);
  final ObjectCodec worker =
      new ObjectCodec(new WorkerClasses(classes::bytes, Crossing.class.getClassLoader()));

  /** One parent and one worker for all calls. */
  public static <T, R> List<R> map(List<T> inputs, Fn<T, R> function) throws Exception {
    return inputs.stream().map(i -> SHARED.call(function, i)).toList();
  }

  /** A function that the worker keeps. */
  public static <T, R> Kept<T, R> keep(Fn<T, R> function) throws Exception {
    return new Kept<>(SHARED.parent.encode(function));
  }

  /** A function that is decoded once and called again and again. */
  public static final class Kept<T, R> {
    private final Payload encoded;
    private final Fn<T, R> there;

    @SuppressWarnings("unchecked")
    private Kept(Payload encoded) throws Exception {
      this.encoded = encoded;
      this.there = (Fn<T, R>) Objects.requireNonNull(SHARED.worker.decode(encoded));
    }

    /** Calls it in the worker. */
    public R call(T input) throws Exception {
      SHARED.worker.restoreStatics(encoded);
      return there.apply(input);
    }
  }

  /** The message of the refusal. */
  public static String refusal(Object value) {
    try {
      SHARED.parent.encode(value);
      return "not refused";
    } catch (NotEncodableException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Sends function and input, runs it there, and sends back what it returned. */
  @SuppressWarnings("unchecked")
  private <T, R> R call(Fn<T, R> function, T input) {
    try {
      Fn<T, R> there = (Fn<T, R>) Objects.requireNonNull(worker.decode(parent.encode(function)));
      @Nullable Object result = there.apply((T) Objects.requireNonNull(worker.decode(parent.encode(input))));
      return (R) Objects.requireNonNull(parent.decode(worker.encode(result)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
