package dev.drover.internal.backend.process;

import dev.drover.task.Failure;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How often in a row a worker could not be started, or died without having done anything. After a few times the items that
 * wait are failed with the reason instead of starting for ever; later another start may be tried for another batch.
 * Thread-safe.
 */
final class Starts {
  private static final int ATTEMPTS = 3;
  /** Somebody who kills workers may well hit several while they start: that says little about whether they can. */
  private static final int KILLS_TO_GIVE_UP = 100;
  private static final long KILLS_FOR_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long NEXT_TRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private int failures;
  private int kills;
  private long firstKill;
  private long lastFailure;
  private @Nullable Failure last;

  synchronized void succeeded() {
    failures = 0;
    kills = 0;
    last = null;
  }

  /** A worker was killed from outside before it had done anything. */
  synchronized void killed(Failure why) {
    long now = System.nanoTime();
    if (kills++ == 0) {
      firstKill = now;
    }
    if (kills > KILLS_TO_GIVE_UP && now - firstKill > KILLS_FOR_NANOS) {
      failures = ATTEMPTS;
      lastFailure = now;
      last = why;
    }
  }

  synchronized void failed(Failure why) {
    failures++;
    lastFailure = System.nanoTime();
    last = why;
  }

  /** Why it is of no use to start another worker now; empty if it may be tried. */
  synchronized Optional<Failure> hopeless() {
    boolean again = failures < ATTEMPTS || System.nanoTime() - lastFailure > NEXT_TRY_NANOS;
    return again ? Optional.empty() : Optional.ofNullable(last);
  }

  /** Why the last start failed, if so many have failed that a batch in hand has to be given up. */
  synchronized Optional<Failure> exhausted() {
    return failures < ATTEMPTS ? Optional.empty() : Optional.ofNullable(last);
  }
}
