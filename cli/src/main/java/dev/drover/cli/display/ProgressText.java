package dev.drover.cli.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Progress as text. Pure. */
final class ProgressText {
  private static final int BAR = 24;
  private static final int RUNNING_SHOWN = 4;

  private ProgressText() {}

  /** Some lines: the bar, then what has been running for longest. */
  static List<String> bar(Snapshot s) {
    List<String> lines = new ArrayList<>();
    OptionalDouble share = s.share();
    int filled = (int) (share.orElse(0) * BAR);
    String bar = share.isEmpty() ? "" : "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] ";
    lines.add(bar + line(s));
    s.running().stream()
        .limit(RUNNING_SHOWN)
        .forEach(r -> lines.add("  " + Names.time(r.age()) + "  " + r.name()));
    return lines;
  }

  /** One line. */
  static String line(Snapshot s) {
    String total = s.total().isPresent() ? "/" + s.total().getAsLong() : "";
    String percent = s.share().isPresent()
        ? String.format(Locale.ROOT, " %d %%", (int) (s.share().getAsDouble() * 100))
        : "";
    String failed = s.failed() > 0 ? ", " + s.failed() + " failed" : "";
    String eta = s.remaining().map(left -> ", " + Names.time(left) + " left").orElse("");
    return s.done() + total + " done" + percent + failed + ", " + Names.rate(s.rate()) + eta;
  }
}
