package dev.drover.internal.backend.process;

import dev.drover.event.Event.KillStep.Step;
import dev.drover.internal.ipc.memory.StatusBlock.Phase;
import dev.drover.internal.ipc.memory.StatusBlock.Running;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The steps by which a running item is stopped, each with its own time. Guarded by the lock of its slot.
 */
/*
 *     NEW --> DUMP --stack is here or 50 ms--> INTERRUPT --75 ms, or 1 s while the stack is not here--> KILL
 *
 * The stack is asked for first, since it shows where the item hangs and not how it reacts. On a busy machine it may take a
 * while; it is the only thing that tells the user why, so it is worth waiting for. For the same reason the worker must have
 * shown that it is alive after half of the grace, or 1 s must have passed: where its heart can't beat in time, the item had no
 * chance to react either. An item that has reacted gets up to 2 s until its exception is here. At any step the item may end by
 * itself; the ladder is dropped then, and the worker lives on.
 */
final class Ladder {
  private static final long DUMP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long PULSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long STACK_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(75);

  private enum State {
    NEW,
    DUMP,
    INTERRUPT,
    KILL
  }

  private final Running target;
  private final Function<Evidence, Failure> verdict;
  private final long limitNanos;
  private State state = State.NEW;
  private long next;
  private long lastCall;
  private List<StackTraceElement> stack = List.of();

  private Ladder(Running target, Function<Evidence, Failure> verdict, long limitNanos) {
    this.target = target;
    this.verdict = verdict;
    this.limitNanos = limitNanos;
  }

  /** For an item that has run longer than it may; a result that took no longer than the limit still counts. */
  static Ladder late(Running target, long limitNanos, Function<Evidence, Failure> verdict) {
    return new Ladder(target, verdict, limitNanos);
  }

  /** For an item that is stopped for another reason; a result still counts. */
  static Ladder stopped(Running target, Function<Evidence, Failure> verdict) {
    return new Ladder(target, verdict, Long.MAX_VALUE);
  }

  /** For a worker that is killed at once: gentle steps are of no use, or would take too long. */
  static Ladder doomed(Running target, Function<Evidence, Failure> verdict) {
    Ladder ladder = new Ladder(target, verdict, 0);
    ladder.state = State.INTERRUPT;
    // Long past: neither a stack nor a sign of life is waited for.
    ladder.next = target.start() - REPORT_NANOS;
    return ladder;
  }

  long batch() {
    return target.batch();
  }

  int item() {
    return target.item();
  }

  boolean isFor(Running running) {
    return target.run() == running.run();
  }

  boolean isFor(long batch, int item) {
    return target.batch() == batch && target.item() == item;
  }

  /** Whether a value that took so long still counts. */
  boolean excuses(long nanos) {
    return nanos <= limitNanos;
  }

  /** Whether an exception after so long is the item's own, and not what the interrupt has made of it. */
  boolean excusesException(long nanos) {
    return limitNanos != Long.MAX_VALUE && nanos <= limitNanos;
  }

  void stack(List<StackTraceElement> frames) {
    stack = frames;
  }

  Failure failure(Evidence evidence) {
    return verdict.apply(evidence.stack(stack));
  }

  /** The step to take now, if it is time for one; both times are on our own clock. */
  Optional<Step> advance(long now, long heartbeat, Phase phase) {
    return switch (state) {
      case NEW -> to(State.DUMP, now + DUMP_NANOS, Step.DUMP);
      case DUMP -> stack.isEmpty() && now < next
          ? Optional.empty()
          : interrupt(now);
      case INTERRUPT -> now < next || waitsForStack(now) || waitsForPulse(now, heartbeat) || waitsForReport(now, phase)
          ? Optional.empty()
          : to(State.KILL, Long.MAX_VALUE, Step.KILL);
      case KILL -> Optional.empty();
    };
  }

  private Optional<Step> interrupt(long now) {
    lastCall = now + STACK_NANOS;
    return to(State.INTERRUPT, now + GRACE_NANOS, Step.INTERRUPT);
  }

  private boolean waitsForPulse(long now, long heartbeat) {
    return heartbeat < next - GRACE_NANOS / 2 && now < next - GRACE_NANOS + PULSE_NANOS;
  }

  /** The item has reacted. */
  private boolean waitsForReport(long now, Phase phase) {
    return phase == Phase.REPORTING && now < next - GRACE_NANOS + REPORT_NANOS;
  }

  private boolean waitsForStack(long now) {
    return stack.isEmpty() && now < lastCall;
  }

  private Optional<Step> to(State following, long until, Step step) {
    state = following;
    next = until;
    return Optional.of(step);
  }

  /** When there is something to do next. */
  long next() {
    return next;
  }
}
