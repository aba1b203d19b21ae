package dev.drover.cli;

import dev.drover.cli.problem.Status;
import java.util.Optional;

/**
 * Stops the run from outside, each time harder.
 *
 * <pre>
 * RUNNING  -> DRAINING   first Ctrl-C: no new items start
 * RUNNING  -> KILLING    SIGTERM, or nobody reads standard output any more: what runs is stopped
 * DRAINING -> KILLING    second Ctrl-C, or one of the above
 * KILLING  -> (halt)     third Ctrl-C, or SIGTERM again: the process ends at once
 * </pre>
 *
 * <p>The first reason to stop is the exit status.
 */
final class StopSwitch {
  /** What the switch acts on. */
  interface Target {
    /** No new items start. */
    void drain();

    /** What runs is stopped. */
    void kill();

    /** The process ends now. */
    void halt(Status status);
  }

  private enum State {
    RUNNING,
    DRAINING,
    KILLING
  }

  private final Target target;

  // guarded by this
  private State state = State.RUNNING;
  private Optional<Status> reason = Optional.empty();

  StopSwitch(Target target) {
    this.target = target;
  }

  /** Ctrl-C. */
  void interrupt() {
    if (advance(Status.INTERRUPTED, State.DRAINING) == State.DRAINING) {
      target.drain();
    } else {
      target.kill();
    }
  }

  /** SIGTERM. */
  void terminate() {
    advance(Status.TERMINATED, State.KILLING);
    target.kill();
  }

  /** Nobody reads standard output any more. */
  void outputGone() {
    synchronized (this) {
      if (state == State.KILLING) {
        return;
      }
    }
    advance(Status.BROKEN_PIPE, State.KILLING);
    target.kill();
  }

  private synchronized State advance(Status why, State from) {
    if (reason.isEmpty()) {
      reason = Optional.of(why);
    }
    switch (state) {
      case RUNNING -> state = from;
      case DRAINING -> state = State.KILLING;
      case KILLING -> target.halt(reason.get());
    }
    return state;
  }

  /** Why it was used. */
  synchronized Optional<Status> reason() {
    return reason;
  }
}
