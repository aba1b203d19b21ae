package dev.drover.task;

import java.io.Serializable;
import java.util.concurrent.Callable;

/**
 * A {@link Callable} that can travel to another process.
 *
 * <p>A lambda such as {@code () -> 42} fits both {@code Callable} and {@code Call}; the compiler prefers this one because
 * it is the more specific, so {@code pool.submit(() -> 42)} needs no cast.
 *
 * @param <R> the result
 */
@FunctionalInterface
public interface Call<R> extends Callable<R>, Serializable {}
