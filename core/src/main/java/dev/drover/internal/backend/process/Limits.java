package dev.drover.internal.backend.process;

import dev.drover.internal.host.Debugger;
import dev.drover.internal.ipc.memory.StatusBlock.Phase;
import dev.drover.internal.ipc.memory.StatusBlock.Running;
import dev.drover.spi.Work;
import dev.drover.task.Failure;
import dev.drover.task.TaskOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Until when a running item may go on, on the scale of {@link System#nanoTime()}; {@link Long#MAX_VALUE} for ever.
 *
 * @param options of the call
 * @param late the verdict when its timeout has passed
 * @param timeout when that is
 * @param stall when it has made no progress for too long
 */
record Limits(TaskOptions options, Optional<Failure.TimedOut> late, long timeout, long stall) {
  /** The first item of a worker loads classes before its own code runs and after, which is not its fault. */
  private static final long CODEC_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** A sign of progress is published by the worker's pulse, ten times a second. */
  private static final long LATE_SIGN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  static Limits of(Work work, Running running, Worker worker) {
    TaskOptions options = work.options();
    boolean limited = work.isTimed() || options.stallTimeout().isPresent();
    if (limited && Debugger.suspendsTimeouts()) {
      return new Limits(options, Optional.empty(), Long.MAX_VALUE, Long.MAX_VALUE);
    }
    long start = worker.toOwnClock(running.start()) + (running.phase() == Phase.OWN_CODE ? 0 : CODEC_NANOS);
    long sign = worker.progress() == 0 ? start : Math.max(start, worker.toOwnClock(worker.progress()));
    Optional<Failure.TimedOut> late = work.limit();
    return new Limits(
        options,
        late,
        plus(start, late.map(Failure.TimedOut::limit)),
        options.stallTimeout().isPresent() ? plus(sign + LATE_SIGN_NANOS, options.stallTimeout()) : Long.MAX_VALUE);
  }

  private static long plus(long start, Optional<Duration> limit) {
    return limit.map(l -> start + l.toNanos()).orElse(Long.MAX_VALUE);
  }

  /** When the first of them passes. */
  long next() {
    return Math.min(timeout, stall);
  }

  /** What to do about an item that has passed one of them. */
  Optional<Ladder> ladder(Running running, long now) {
    if (now >= timeout) {
      Failure.TimedOut verdict = late.orElseThrow();
      return Optional.of(Ladder.late(running, verdict.limit().toNanos(), verdict::with));
    }
    if (now >= stall) {
      Duration limit = options.stallTimeout().orElseThrow();
      return Optional.of(Ladder.stopped(running, e -> new Failure.Stalled(limit, e)));
    }
    return Optional.empty();
  }
}
