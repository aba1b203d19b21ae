package dev.drover.internal.function;

import dev.drover.task.DoubleFn;
import dev.drover.task.Fn;
import dev.drover.task.IntFn;
import dev.drover.task.LongFn;
import dev.drover.task.SliceFn;

/** Adapters that run a function of primitives over a {@link Slice}. One for each type, since a loop without boxes has one. */
public final class Loops {
  private Loops() {}

  /**
   * A function of one {@code int} over a slice.
   *
   * @param function for each input
   */
  public record Ints(IntFn function) implements Fn<Slice, Object> {
    @Override
    public Object apply(Slice slice) throws Exception {
      int[] results = new int[slice.length()];
      int done = 0;
      try {
        if (slice instanceof Slice.OfArray part) {
          int[] inputs = (int[]) part.array();
          for (; done < results.length; done++) {
            results[done] = function.apply(inputs[part.from() + done]);
          }
        } else if (slice instanceof Slice.OfRange range) {
          for (; done < results.length; done++) {
            results[done] = function.apply((int) (range.from() + done));
          }
        }
        return results;
      } catch (Exception e) {
        throw Element.at(slice.first() + done, e);
      }
    }
  }

  /**
   * A function of one {@code long} over a slice.
   *
   * @param function for each input
   */
  public record Longs(LongFn function) implements Fn<Slice, Object> {
    @Override
    public Object apply(Slice slice) throws Exception {
      long[] results = new long[slice.length()];
      int done = 0;
      try {
        if (slice instanceof Slice.OfArray part) {
          long[] inputs = (long[]) part.array();
          for (; done < results.length; done++) {
            results[done] = function.apply(inputs[part.from() + done]);
          }
        } else if (slice instanceof Slice.OfRange range) {
          for (; done < results.length; done++) {
            results[done] = function.apply((range.from() + done));
          }
        }
        return results;
      } catch (Exception e) {
        throw Element.at(slice.first() + done, e);
      }
    }
  }

  /**
   * A function of one {@code double} over a slice.
   *
   * @param function for each input
   */
  public record Doubles(DoubleFn function) implements Fn<Slice, Object> {
    @Override
    public Object apply(Slice slice) throws Exception {
      double[] results = new double[slice.length()];
      int done = 0;
      try {
        if (slice instanceof Slice.OfArray part) {
          double[] inputs = (double[]) part.array();
          for (; done < results.length; done++) {
            results[done] = function.apply(inputs[part.from() + done]);
          }
        } else if (slice instanceof Slice.OfRange range) {
          for (; done < results.length; done++) {
            results[done] = function.apply((double) (range.from() + done));
          }
        }
        return results;
      } catch (Exception e) {
        throw Element.at(slice.first() + done, e);
      }
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
