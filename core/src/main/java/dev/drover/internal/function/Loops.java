package dev.drover.internal.function;

import dev.drover.task.DoubleFn;
import dev.drover.task.Fn;
import dev.drover.task.IntFn;
import dev.drover.task.LongFn;
import dev.drover.task.SliceFn;
import java.lang.invoke.MethodHandles;
import java.util.function.UnaryOperator;

/** Adapters that run a function of primitives over a {@link Slice}. */
public final class Loops {
  private static final MethodHandles.Lookup HOME = MethodHandles.lookup();
  private static final NumberLoop SHARED = new PlainNumberLoop();
  private static final ClassValue<OwnLoop<NumberLoop>> OWN = new ClassValue<>() {
    @Override
    protected OwnLoop<NumberLoop> computeValue(Class<?> function) {
      return new OwnLoop<>(HOME, SHARED, UnaryOperator.identity());
    }
  };

  /** Several hand-overs to another thread. */
  private static final long WORTHWHILE_NANOS = 100_000;

  private Loops() {}

  /**
   * A function of one number over a slice.
   *
   * @param <A> the array of its results
   */
  public sealed interface OfNumbers<A> extends Fn<Slice, A> {
    /**
     * The user's.
     *
     * @return for each input
     */
    Object function();

    /**
     * How many inputs a slice needs to be worth its hand-over, where that is known of the function.
     *
     * @return 1 if nothing is known
     */
    default int worthwhile() {
      return OWN.get(function().getClass()).itemsIn(WORTHWHILE_NANOS);
    }
  }

  /** A loop over one slice. */
  private interface Body {
    void run(NumberLoop loop) throws Exception;
  }

  private static void run(Object function, Slice slice, Body body) throws Exception {
    OwnLoop<NumberLoop> own = OWN.get(function.getClass());
    long begin = System.nanoTime();
    body.run(own.loop());
    own.ran(slice.length(), System.nanoTime() - begin);
  }

  /**
   * A function of one {@code int} over a slice.
   *
   * @param function for each input
   */
  public record Ints(IntFn function) implements OfNumbers<int[]> {
    @Override
    public int[] apply(Slice slice) throws Exception {
      int[] results = new int[slice.length()];
      run(function, slice, loop -> {
        if (slice instanceof Slice.OfArray part) {
          loop.ints(function, (int[]) part.array(), part.from(), results, part.first());
        } else if (slice instanceof Slice.OfRange range) {
          loop.intRange(function, (int) range.from(), results, range.first());
        }
      });
      return results;
    }
  }

  /**
   * A function of one {@code long} over a slice.
   *
   * @param function for each input
   */
  public record Longs(LongFn function) implements OfNumbers<long[]> {
    @Override
    public long[] apply(Slice slice) throws Exception {
      long[] results = new long[slice.length()];
      run(function, slice, loop -> {
        if (slice instanceof Slice.OfArray part) {
          loop.longs(function, (long[]) part.array(), part.from(), results, part.first());
        } else if (slice instanceof Slice.OfRange range) {
          loop.longRange(function, range.from(), results, range.first());
        }
      });
      return results;
    }
  }

  /**
   * A function of one {@code double} over a slice.
   *
   * @param function for each input
   */
  public record Doubles(DoubleFn function) implements OfNumbers<double[]> {
    @Override
    public double[] apply(Slice slice) throws Exception {
      double[] results = new double[slice.length()];
      run(function, slice, loop -> {
        if (slice instanceof Slice.OfArray part) {
          loop.doubles(function, (double[]) part.array(), part.from(), results, part.first());
        } else if (slice instanceof Slice.OfRange range) {
          loop.doubleRange(function, range.from(), results, range.first());
        }
      });
      return results;
    }
  }

  /**
   * A function of slices.
   *
   * @param function of each
   * @param <A> the array
   * @param <R> the result
   */
  public record Slices<A, R>(SliceFn<A, R> function) implements Fn<Slice.OfArray, R> {
    @Override
    @SuppressWarnings("unchecked") // slices are cut from an A
    public R apply(Slice.OfArray slice) throws Exception {
      return function.apply((A) slice.array(), slice.from(), slice.to());
    }
  }

  /** Tells at which input a function threw: it goes along with the exception as a suppressed one. */
  public static final class Element extends Exception {
    private static final long serialVersionUID = 1;
    private static final String PREFIX = "at input ";

    private Element(long index) {
      super(PREFIX + index, null, false, false);
    }

    static Exception at(long index, Exception thrown) {
      thrown.addSuppressed(new Element(index));
      return thrown;
    }

    /**
     * The index in a message of such an exception.
     *
     * @param message of {@link #getMessage()}
     * @return the index
     */
    public static long index(String message) {
      return Long.parseLong(message.substring(PREFIX.length()));
    }
  }
}
