package dev.drover.internal.function;

import dev.drover.task.Action;
import dev.drover.task.BiFn;
import dev.drover.task.Call;
import dev.drover.task.Fn;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Adapters that turn what users give into an {@link Fn} of one input. All of them can travel. */
@SuppressWarnings("NullAway") // what the user's code gives may be null, and then so does the adapter
public final class Functions {
  private Functions() {}

  /**
   * The function that runs its input.
   *
   * @param <R> what the input gives
   * @return one that takes calls
   */
  @SuppressWarnings("unchecked") // it gives back whatever the call gives
  public static <R> Fn<Object, R> runCall() {
    return (Fn<Object, R>) (Fn<Object, ?>) RunCall.INSTANCE;
  }

  /** Runs an input that is itself a call: how submitted tasks run. */
  public enum RunCall implements Fn<Object, @Nullable Object> {
    /** The only one. */
    INSTANCE;

    @Override
    public @Nullable Object apply(Object input) throws Exception {
      if (input instanceof Callable<?> c) {
        return c.call();
      }
      ((Runnable) input).run();
      return null;
    }
  }

  /**
   * An action as a function that gives null.
   *
   * @param action what to do
   * @param <T> the input
   */
  public record ForEach<T>(Action<? super T> action) implements Fn<T, @Nullable Object> {
    @Override
    public @Nullable Object apply(T input) throws Exception {
      action.accept(input);
      return null;
    }
  }

  /**
   * Two inputs as one.
   *
   * @param first the first
   * @param second the second
   */
  public record Pair(Object first, Object second) {}

  /**
   * A function of two inputs as one of a {@link Pair}.
   *
   * @param function of two inputs
   * @param <R> the result
   */
  public record OfPair<R>(BiFn<Object, Object, ? extends R> function) implements Fn<Pair, R> {
    @Override
    public R apply(Pair input) throws Exception {
      return function.apply(input.first(), input.second());
    }
  }

  /**
   * Combines neighbours, beginning with the first of them.
   *
   * @param operation associative
   * @param <T> the input
   */
  public record Fold<T>(BiFn<T, T, T> operation) implements Fn<List<T>, T> {
    @Override
    public T apply(List<T> slice) throws Exception {
      T sum = slice.get(0);
      for (T value : slice.subList(1, slice.size())) {
        sum = operation.apply(sum, value);
      }
      return sum;
    }
  }

  /**
   * A function and its input, to be called later.
   *
   * @param function what
   * @param input with what
   * @param <T> the input
   * @param <R> the result
   */
  public record Delayed<T, R>(Fn<? super T, ? extends R> function, T input) implements Call<R> {
    @Override
    public R call() throws Exception {
      return function.apply(input);
    }
  }

  /**
   * A function of two inputs and both of them, to be called later.
   *
   * @param function what
   * @param first with what
   * @param second and with what
   * @param <A> the first input
   * @param <B> the second input
   * @param <R> the result
   */
  public record Delayed2<A, B, R>(BiFn<? super A, ? super B, ? extends R> function, A first, B second)
      implements Call<R> {
    @Override
    public R call() throws Exception {
      return function.apply(first, second);
    }
  }

  /**
   * Some code and the value to give afterwards.
   *
   * @param code runs first
   * @param value is the result
   * @param <R> the result
   */
  public record ThenValue<R>(Runnable code, R value) implements Call<R> {
    @Override
    public R call() {
      code.run();
      return value;
    }
  }
}
