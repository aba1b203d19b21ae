package dev.drover.cli.display;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What is said at the end. Pure but for the colours of the screen.
 *
 * @param tally what happened
 * @param wall from beginning to end
 * @param workers how many items could run at a time, where that is known
 * @param verbose whether every kept failure is listed, with all that is known of it
 * @param again the command that does the failed items again, where there is one
 */
public record Summary(Tally tally, Duration wall, OptionalInt workers, boolean verbose, Optional<String> again) {
  /** How many failures are listed, unless all are asked for. */
  public static final int LISTED = 20;

  /** Below it, starting up is most of the time, and efficiency says nothing. */
  private static final Duration MEANINGFUL = Duration.ofSeconds(1);

  /**
   * All of it.
   *
   * @param screen knows the colours
   * @return lines
   */
  public String text(Screen screen) {
    Tally.Totals totals = tally.totals();
    List<String> lines = new ArrayList<>();
    lines.add(screen.bold("drover: " + counts(totals)) + "; " + speed(totals));
    if (!totals.slowest().isEmpty() && totals.items() > 1) {
      lines.add("  slowest: " + totals.slowest().stream()
          .map(t -> t.name() + " " + Names.time(t.time()))
          .collect(Collectors.joining(", ")));
    }
    lines.addAll(failures(screen));
    return String.join(System.lineSeparator(), lines);
  }

  private static String counts(Tally.Totals t) {
    String failed = t.failed() > 0 ? ", " + t.failed() + " failed" : "";
    String cancelled = t.cancelled() > 0 ? ", " + t.cancelled() + " cancelled" : "";
    return t.items() + (t.items() == 1 ? " item: " : " items: ") + t.succeeded() + " ok" + failed + cancelled;
  }

  private String speed(Tally.Totals t) {
    double seconds = Math.max(wall.toNanos() / 1e9, 1e-9);
    return Names.time(wall) + ", " + Names.rate((t.succeeded() + t.failed()) / seconds) + efficiency(t);
  }

  /** The share of the workers' time in which items ran. */
  private String efficiency(Tally.Totals t) {
    if (workers.isEmpty() || t.succeeded() == 0 || wall.compareTo(MEANINGFUL) < 0) {
      return "";
    }
    int used = (int) Math.min(workers.getAsInt(), t.items());
    double share = t.busy().toNanos() / (double) Math.max(1, wall.toNanos() * used);
    return ", efficiency %d %% of %d worker%s".formatted(
        Math.min(100, Math.round(share * 100)), used, used == 1 ? "" : "s");
  }

  /**
   * The failures by cause, and nothing else.
   *
   * @param screen knows the colours
   * @return lines, none if nothing failed
   */
  public List<String> failures(Screen screen) {
    Tally.Totals totals = tally.totals();
    List<String> lines = new ArrayList<>();
    long listed = 0;
    for (Tally.Group group : totals.groups()) {
      String cause = group.count() == 1 ? group.first().cause() : group.first().generalCause();
      lines.add(screen.red("failed: " + group.count() + " x " + cause));
      for (FailedItem item : group.items()) {
        lines.add("  " + item.name() + ": " + different(item, group) + item.details());
        if (verbose) {
          item.evidence().forEach(line -> lines.add("      " + line));
        }
        listed++;
      }
    }
    if (totals.failed() > listed) {
      lines.add("  and %d more%s".formatted(totals.failed() - listed, verbose ? "" : " (use -v)"));
    }
    again.filter(_ -> totals.failed() > 0).ifPresent(command -> lines.add("  again: " + command));
    return lines;
  }

  private static String different(FailedItem item, Tally.Group group) {
    return item.generalCause().equals(group.first().generalCause()) ? "" : item.generalCause() + "; ";
  }
}
