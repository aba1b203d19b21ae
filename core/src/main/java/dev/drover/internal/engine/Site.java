package dev.drover.internal.engine;

import dev.drover.internal.function.Functions;
import dev.drover.internal.function.Loops;
import dev.drover.internal.function.OwnLoop;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is remembered of the calls of one function, so that the next one need not begin from nothing.
 *
 * <p>It is known by the function's class, of which each lambda expression and method reference in a program has one. The class
 * itself holds it ({@link ClassValue}): it takes one small record for each such place in the code, and goes when the class goes. A
 * function of Drover's own that wraps the user's is looked through; one that may wrap anything is not remembered.
 *
 * <p>{@code auto} remembers how to run the function; each backend, how long an item took there ({@link Pace}), for the size of
 * batches: in a worker process it takes another time than in the caller's, with other code compiled.
 *
 * <p>Thread-safe; when two calls of {@code auto} end at a time, one of them is remembered.
 */
final class Site {
  private static final MethodHandles.Lookup HOME = MethodHandles.lookup();
  private static final ClassValue<Site> ALL = new ClassValue<>() {
    @Override
    protected Site computeValue(Class<?> type) {
      return new Site();
    }
  };

  private final OwnLoop<ItemLoop> loop = new OwnLoop<>(HOME, ItemLoop.SHARED, CalledLoop::of);
  private volatile Optional<Known> known = Optional.empty();
  private final Map<String, Pace> paces = new ConcurrentHashMap<>();

  /**
   * What was measured last.
   *
   * @param nanosPerItem what an item took
   * @param waiting which part of that it waited for something else than a core, if that is known
   * @param found the number of items at a time that was found or being tried, if they wait
   */
  record Known(double nanosPerItem, OptionalDouble waiting, Optional<Plan.Virtual> found) {
    /** As if one item had been measured just now. */
    Sample sample(long left) {
      long nanos = (long) Math.ceil(nanosPerItem);
      return new Sample(1, nanos, nanos, nanos, waiting, left, left);
    }
  }

  static Site of(Object function) {
    // No switch over types: its first use in a JVM would take longer than most first calls.
    if (function instanceof Functions.RunCall) {
      return unknown();
    }
    Object inner = inner(function);
    return inner == function ? ALL.get(function.getClass()) : of(inner);
  }

  private static Object inner(Object function) {
    if (function instanceof Functions.ForEach<?> f) {
      return f.action();
    }
    if (function instanceof Functions.OfPair<?> f) {
      return f.function();
    }
    return function instanceof Functions.Fold<?> f ? f.operation() : ofLoop(function);
  }

  /** An item is a slice then, and what it takes depends on its size; still it tells more than all loops together would. */
  private static Object ofLoop(Object function) {
    if (function instanceof Loops.OfNumbers<?> f) {
      return f.function();
    }
    return function instanceof Loops.Slices<?, ?> f ? f.function() : function;
  }

  /** Of a function that may be anything: nothing is known, and what is learnt is forgotten. */
  static Site unknown() {
    return new Site();
  }

  /** How long an item takes on the backend of this name. */
  Pace on(String backend) {
    return paces.computeIfAbsent(backend, _ -> new Pace());
  }

  Optional<Known> known() {
    return known;
  }

  void learn(Known now) {
    known = Optional.of(now);
  }

  /** What runs the function's items in a calling thread. */
  OwnLoop<ItemLoop> loop() {
    return loop;
  }
}
