package dev.drover.internal.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can travel, but hardly does what its author wants: a captured counter of which each worker gets a copy, a captured table of
 * hundreds of megabytes, a static that the program has set and a worker has not. Each is told once for the place where it is
 * written. Thread-safe.
 *
 * <p>It is asked at each call, so it may neither cost much nor fail: what a lambda captures is looked at once for its class, its
 * size only if the encoded function is large, its statics each time, since they may have been set meanwhile.
 */
public final class Misuse {
  private static final long LARGE = 1 << 20;
  private static final int MOST_TOLD = 1000;
  private static final String ADAPTERS = "dev.drover.internal.function.";

  /** For all pools: programs open one for each request. */
  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  private static final ClassValue<AtomicReference<@Nullable Known>> KNOWN = new ClassValue<>() {
    @Override
    protected AtomicReference<@Nullable Known> computeValue(Class<?> lambda) {
      return new AtomicReference<>();
    }
  };

  private final ParentClasses classes;
  private final ObjectCodec codec;
  private final boolean workersPrepare;

  /** One line, told once for its key. */
  private record Warning(String key, String text) {}

  /** What does not change from call to call. */
  private record Known(String place, int captured, List<Warning> copies, List<StaticReads.Watch> watches) {}

  /**
   * For one pool.
   *
   * @param classes of this process
   * @param codec encodes what is captured, to see which part is large
   * @param workersPrepare whether workers run code of the user before their first item, which may set statics
   */
  public Misuse(ParentClasses classes, ObjectCodec codec, boolean workersPrepare) {
    this.classes = classes;
    this.codec = codec;
    this.workersPrepare = workersPrepare;
  }

  /**
   * Looks at a function that has been encoded.
   *
   * @param function the function of a call, or a submitted task
   * @param size of its encoding, in bytes
   * @return what has not been told yet, one line each
   */
  public List<String> lookAt(Object function, long size) {
    if (isHarmless(function, size) || TOLD.size() > MOST_TOLD) {
      return List.of();
    }
    try {
      return lambdas(function)
          .flatMap(lambda -> warnings(lambda, size))
          .filter(w -> TOLD.add(w.key()))
          .map(Warning::text)
          .toList();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return List.of(); // a warning is not worth an error
    }
  }

  /**
   * Whether {@link #lookAt} will take next to no time.
   *
   * @param function as there
   * @return false for one whose code has not been looked at
   */
  public static boolean isKnown(Object function) {
    return !LambdaShape.isLambda(function.getClass()) || KNOWN.get(function.getClass()).get() != null;
  }

  /** Most are lambdas of which nothing is to be told, whatever happens: this is asked for each submitted task. */
  private boolean isHarmless(Object function, long size) {
    Known known = LambdaShape.isLambda(function.getClass()) ? KNOWN.get(function.getClass()).get() : null;
    return known != null
        && known.copies().isEmpty()
        && (known.captured() == 0 || size <= LARGE)
        && (workersPrepare || known.watches().isEmpty());
  }

  /** The function itself, or those that an adapter of the facade calls. */
  private static Stream<Object> lambdas(@Nullable Object function) {
    if (function == null || LambdaShape.isLambda(function.getClass())) {
      return Stream.ofNullable(function);
    }
    return function instanceof Record && function.getClass().getName().startsWith(ADAPTERS)
        ? Parts.of(function).stream().flatMap(part -> lambdas(part.value()))
        : Stream.empty();
  }

  /**
   * How a function is called in a message.
   *
   * @param function any
   * @return {@code the function at Foo.java:12}
   */
  public static String place(Object function) {
    try {
      return lambdas(function)
          .findFirst()
          .flatMap(LambdaShape::of)
          .map(LambdaShape::place)
          .orElseGet(() -> "the function " + function.getClass().getTypeName());
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return "a function";
    }
  }

  private Stream<Warning> warnings(Object lambda, long size) {
    Known known = known(lambda);
    List<Warning> all = new ArrayList<>(known.copies());
    if (size > LARGE && known.captured() > 0 && !TOLD.contains(sizeKey(known))) {
      LambdaShape.of(lambda).flatMap(shape -> large(known, shape)).ifPresent(all::add);
    }
    if (!workersPrepare) {
      known.watches().forEach(w -> w.change().ifPresent(change -> all.add(statics(known, w, change))));
    }
    return all.stream();
  }

  private Known known(Object lambda) {
    AtomicReference<@Nullable Known> cell = KNOWN.get(lambda.getClass());
    Known known = cell.get();
    if (known == null) {
      known = LambdaShape.of(lambda).map(shape -> known(lambda, shape)).orElse(new Known("", 0, List.of(), List.of()));
      cell.set(known);
    }
    return known;
  }

  private Known known(Object lambda, LambdaShape shape) {
    String place = shape.place();
    List<Warning> copies = IntStream.range(0, shape.captured())
        .boxed()
        .flatMap(i -> copy(place, shape.name(i), shape.captured(i)).stream())
        .toList();
    List<StaticReads.Watch> watches = StaticReads.of(classes, shape.lambda(), lambda.getClass().getClassLoader());
    return new Known(place, shape.captured(), copies, watches);
  }

  // --- captured, and a copy ---

  private static Optional<Warning> copy(String place, String name, @Nullable Object value) {
    boolean counter = value != null && value.getClass().getName().startsWith("java.util.concurrent.atomic.");
    boolean shared = value != null && value.getClass().getName().startsWith("dev.drover.sync.");
    boolean lock = !shared && (value instanceof Lock || value instanceof ReadWriteLock);
    if (value == null || (!counter && !lock)) {
      return Optional.empty();
    }
    String effect = lock
        ? "it keeps nobody out in another process: use a SharedLock"
        : "what items change there is not seen here: use a SharedLong, or return values and add them up";
    return Optional.of(new Warning(place + name, "%s captures '%s' (%s), of which each worker process gets a copy; %s"
        .formatted(place, name, value.getClass().getTypeName(), effect)));
  }

  // --- captured, and large ---

  private static String sizeKey(Known known) {
    return "size of what is captured by " + known.place();
  }

  private Optional<Warning> large(Known known, LambdaShape shape) {
    int largest = -1;
    long most = LARGE / 2;
    for (int i = 0; i < shape.captured(); i++) {
      long size = size(shape.captured(i));
      if (size > most) {
        most = size;
        largest = i;
      }
    }
    return largest < 0 ? Optional.empty() : Optional.of(large(known, shape.name(largest), shape.captured(largest), most));
  }

  private static Warning large(Known known, String name, @Nullable Object value, long size) {
    String type = value == null ? "null" : value.getClass().getTypeName();
    return new Warning(sizeKey(known), String.format(Locale.ROOT,
        "%s captures '%s' (%s), which is %.1f MB encoded and goes to each worker process at each call; load it there"
            + " (onWorkerStart and a static field), or give each item its part",
        known.place(), name, type, size / 1e6));
  }

  private long size(@Nullable Object value) {
    try {
      return codec.encode(value).size();
    } catch (NotEncodableException e) {
      return 0;
    }
  }

  // --- statics ---

  private static Warning statics(Known known, StaticReads.Watch watch, StaticReads.Change change) {
    String owner = watch.field().getDeclaringClass().getTypeName();
    String name = watch.field().getName();
    return new Warning(known.place() + owner + name,
        "%s reads the static '%s' of %s, which is %s here and %s in a worker process, where nobody has set it; capture it in a"
            .formatted(known.place(), name, owner, change.here(), change.there())
            + " local variable, or set it in onWorkerStart");
  }
}
