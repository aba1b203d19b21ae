package dev.drover.cli.display;

import dev.drover.cli.output.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Decides when progress is shown, and how. Used by one thread. */
public final class ProgressView {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);
  private static final Duration BETWEEN_JSON = Duration.ofSeconds(1);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final double STEP = 0.05;

  /** How progress is shown. */
  public enum Mode {
    /** A bar on a terminal, otherwise lines. */
    AUTO,
    /** A bar that is drawn again. */
    BAR,
    /** A line now and then. */
    LINES,
    /** A line of JSON a second. */
    JSON,
    /** Not at all. */
    NONE
  }

  private final Screen screen;
  private final Mode mode;
  private Duration lastAt = Duration.ZERO;
  private double lastShare;

  /**
   * A view of a run that begins.
   *
   * @param screen where
   * @param mode how
   */
  public ProgressView(Screen screen, Mode mode) {
    this.screen = screen;
    this.mode = mode == Mode.AUTO ? (screen.terminal().interactive() ? Mode.BAR : Mode.LINES) : mode;
  }

  /**
   * Whether failures are shown as they happen.
   *
   * @return false where only machines read
   */
  public boolean showsFailures() {
    return mode == Mode.BAR || mode == Mode.LINES;
  }

  /**
   * Shows progress if it is time to. To be called about ten times a second.
   *
   * @param s how far the run is
   */
  public void tick(Snapshot s) {
    switch (mode) {
      case BAR -> screen.redraw(ProgressText.bar(s));
      case LINES -> lines(s);
      case JSON -> {
        if (s.elapsed().minus(lastAt).compareTo(BETWEEN_JSON) >= 0) {
          json(s, false);
        }
      }
      case AUTO, NONE -> { }
    }
  }

  private void lines(Snapshot s) {
    Duration since = s.elapsed().minus(lastAt);
    OptionalDouble share = s.share();
    boolean step = share.isPresent() && share.getAsDouble() >= lastShare + STEP && since.compareTo(SHORTEST) >= 0;
    if (step || since.compareTo(BETWEEN_LINES) >= 0) {
      lastAt = s.elapsed();
      lastShare = share.orElse(0);
      screen.print("drover: " + ProgressText.line(s));
    }
  }

  private void json(Snapshot s, boolean finished) {
    lastAt = s.elapsed();
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("succeeded", s.succeeded());
    line.put("failed", s.failed());
    line.put("total", s.total().isPresent() ? s.total().getAsLong() : null);
    line.put("seconds", s.elapsed().toMillis() / 1000.0);
    line.put("running", s.running().stream().map(Snapshot.Running::name).toList());
    line.put("finished", finished);
    screen.print(Json.of(line));
  }

  /**
   * The run has ended: nothing stays drawn.
   *
   * @param s how far it came
   */
  public void end(Snapshot s) {
    if (mode == Mode.JSON) {
      json(s, true);
    }
    screen.redraw(List.of());
  }
}
