package dev.drover.internal.backend.process;

import dev.drover.internal.host.Debugger;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Sees to it that the initialiser of a worker ends. Watchdog, under the lock of the slot. */
/*
 *     WITHIN ITS TIME --time is over--> ASKED where it is --stack is here, or 1 s--> OVER: the worker is to be killed
 */
final class StartCheck {
  private static final long STACK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Worker worker;
  private final Duration limit;
  private long askedAt;

  StartCheck(Worker worker) {
    this.worker = worker;
    this.limit = worker.beginning().limit();
  }

  /** What to ask the worker, if it is time for that. */
  Optional<Frame> question(long now) {
    if (askedAt != 0 || !isLate(now)) {
      return Optional.empty();
    }
    askedAt = now;
    return Optional.of(Frame.Dump.ofStart());
  }

  private boolean isLate(long now) {
    long since = worker.initialisingSince();
    return since != 0 && now - since > limit.toNanos() && !Debugger.suspendsTimeouts();
  }

  /** Whether the worker is to be killed; it has its failure then. */
  boolean isOver(long now) {
    List<StackTraceElement> stack = worker.beginning().stack();
    boolean over = askedAt != 0 && worker.isStarting() && (!stack.isEmpty() || now - askedAt > STACK_NANOS);
    if (over && worker.beginning().failure().isEmpty()) {
      worker.beginning().failed(failure(stack));
    }
    return over;
  }

  private Failure failure(List<StackTraceElement> stack) {
    String where = stack.isEmpty() ? "" : ", in " + Patience.culprit(stack);
    Evidence evidence = worker.process().map(p -> Evidence.ofWorker(p.pid())).orElseGet(Evidence::none);
    return Burial
        .failure("onWorkerStart did not end within %s%s; make it quicker, or set a longer startTimeout"
            .formatted(Patience.seconds(limit), where), null)
        .with(evidence.stack(stack));
  }
}
