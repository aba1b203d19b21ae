package dev.drover.internal.engine;

import dev.drover.task.Failure;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Completes the futures of submitted tasks, after the lock was given up: completing runs callbacks of the user's. Each
 * completion is done by the thread that takes it from the queue, so exactly once.
 */
final class FutureSink implements Sink {
  private final ConcurrentLinkedQueue<Runnable> completions = new ConcurrentLinkedQueue<>();
  private long done;

  @Override
  public void ok(long index, @Nullable Object input, @Nullable Object value, long nanos) {
    done++;
    completions.add(() -> of(input).succeed(index, value, nanos));
  }

  @Override
  public void failed(long index, @Nullable Object input, Failure failure) {
    done++;
    completions.add(() -> of(input).fail(index, failure));
  }

  @SuppressWarnings("NullAway") // the inputs of this run are submissions, never null
  private static Submission of(@Nullable Object token) {
    return (Submission) token;
  }

  @Override
  public long consumed() {
    return done;
  }

  /** Nobody waits for the run: each future has its own waiters. */
  @Override
  public boolean hasNews() {
    return false;
  }

  @Override
  public void publish() {
    for (Runnable r = completions.poll(); r != null; r = completions.poll()) {
      r.run();
    }
  }
}
