package dev.drover.cli;

import dev.drover.cli.display.Names;
import dev.drover.cli.display.Tally;
import dev.drover.cli.problem.Status;
import dev.drover.task.Halt;
import java.time.Duration;
import java.util.Optional;

/**
 * How a run ended. Whoever stopped it first counts; a stop that came when everything was done already is none.
 *
 * @param settings of the run
 * @param tally what happened
 * @param allRead whether all inputs were read
 * @param elapsed the time that it took
 * @param stopped by a signal, if it was
 */
record Ending(Settings settings, Tally tally, boolean allRead, Duration elapsed, Optional<Status> stopped) {
  Status status() {
    if (stopped.isPresent()) {
      return stopped.get();
    }
    boolean complete = allRead && tally.cancelled() == 0;
    Halt halt = settings.task().halt();
    if (!complete && halt.reached(tally.succeeded(), tally.failed())) {
      return Status.HALTED;
    }
    if (!complete && settings.task().deadline().filter(d -> elapsed.compareTo(d) >= 0).isPresent()) {
      return Status.DEADLINE;
    }
    return tally.failed() + tally.cancelled() > 0 ? Status.SOME_FAILED : Status.OK;
  }

  /** Why it ended early, for the summary. */
  Optional<String> line() {
    return switch (status()) {
      case HALTED -> Optional.of("drover: stopped early by --halt; the other inputs were not tried");
      case DEADLINE -> Optional.of("drover: stopped by --deadline after %s; give it more time, or fewer inputs"
          .formatted(settings.task().deadline().map(Names::time).orElse("")));
      case INTERRUPTED -> Optional.of("drover: interrupted; the same command begins anew");
      case TERMINATED -> Optional.of("drover: terminated; the same command begins anew");
      default -> Optional.empty();
    };
  }
}
