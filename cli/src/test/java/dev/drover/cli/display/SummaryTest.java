package dev.drover.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.task.Attempt;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Thrown;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Screen screen = screen(new Terminal(false, false, 80));

  private Screen screen(Terminal terminal) {
    return new Screen(new PrintStream(written, true, StandardCharsets.UTF_8), terminal);
  }

  private static Failure threw(String message, int attempts) {
    return new Failure.Threw(Thrown.of(new IllegalStateException(message)),
        Evidence.inProcess().attempts(attempts).lastOutput(List.of("reading", "page 3")));
  }

  private static Summary summary(Tally tally, boolean verbose) {
    return new Summary(tally, Duration.ofSeconds(10), OptionalInt.of(2), verbose, Optional.of("drover retry 1"));
  }

  @Test
  void failuresAreGroupedByCause() {
    Tally tally = new Tally(Summary.LISTED);
    tally.ok("fast", Duration.ofMillis(5));
    tally.ok("slow", Duration.ofSeconds(8));
    tally.failed(FailedItem.of("a b.pdf", threw("bad header at 17", 3)));
    tally.failed(FailedItem.of("c.pdf", threw("bad header at 99", 1)));
    tally.failed(FailedItem.of("d.pdf", new Failure.Cancelled("stopped", Evidence.none())));
    assertThat(summary(tally, false).text(screen).lines()).containsExactly(
        "drover: 5 items: 2 ok, 2 failed, 1 cancelled; 10.0 s, 0.4/s, efficiency 40 % of 2 workers",
        "  slowest: slow 8.0 s, fast 5.0 ms",
        "failed: 2 x IllegalStateException: bad header at 17",
        "  a b.pdf: 3 attempts; last line: page 3",
        "  c.pdf: IllegalStateException: bad header at 99; 1 attempt; last line: page 3",
        "  again: drover retry 1");
  }

  @Test
  void allThatIsKnownOfAFailureIsShownOnDemand() {
    Instant noon = LocalDateTime.of(2026, 1, 1, 12, 0).atZone(ZoneId.systemDefault()).toInstant();
    Failure late = new Failure.TimedOut(Duration.ofSeconds(1), Evidence.ofWorker(7).nanos(1_500_000_000));
    Failure exit = new Failure.Exited(3, Evidence.ofWorker(8)
        .attempts(3)
        .lastOutput(List.of("page 1", "page 2"))
        .stack(List.of(new StackTraceElement("a.B", "read", "B.java", 9), new StackTraceElement("a.B", "go", null, -1)))
        .history(List.of(Attempt.of(2, late, noon), new Attempt(3, "worker process exited with status 3", 8, 0, noon))));
    Tally tally = new Tally(Summary.LISTED);
    tally.failed(FailedItem.of("a.pdf", exit));
    assertThat(summary(tally, true).failures(screen)).containsExactly(
        "failed: 1 x worker process exited with status 3",
        "  a.pdf: 3 attempts; last line: page 2",
        "      1 attempt before",
        "      attempt 2 in process 7, 12:00:00 after 1.5 s: timed out after 1 s",
        "      attempt 3 in process 8, 12:00:00: worker process exited with status 3",
        "      | page 1",
        "      | page 2",
        "      at a.B.read(B.java:9)",
        "      at a.B.go(unknown line)",
        "  again: drover retry 1");
  }

  @Test
  void atMostTwentyFailuresAreListed() {
    Tally tally = new Tally(Summary.LISTED);
    for (int i = 0; i < 50; i++) {
      tally.failed(FailedItem.of("f" + i, threw("bad", 1)));
    }
    assertThat(summary(tally, false).failures(screen)).hasSize(23).contains("  and 30 more (use -v)");
  }

  @Test
  void aFileNameCanNotDriveTheTerminal() {
    FailedItem item = FailedItem.of("x\u001b[2J\n", threw("bad\u0007", 1));
    assertThat(item.line()).isEqualTo(
        "failed: x?[2J : IllegalStateException: bad? (1 attempt; last line: page 3)");
  }

  @Test
  void progressSaysHowFarAndHowLong() {
    Snapshot s = new Snapshot(40, 2, OptionalLong.of(120), Duration.ofSeconds(6),
        List.of(new Snapshot.Running("big.pdf", Duration.ofSeconds(70))));
    assertThat(ProgressText.bar(s)).containsExactly(
        "[########----------------] 42/120 done 35 %, 2 failed, 7.0/s, 11.1 s left", "  1 min 10 s  big.pdf");
    assertThat(ProgressText.line(new Snapshot(3, 0, OptionalLong.empty(), Duration.ofSeconds(6), List.of())))
        .isEqualTo("3 done, 0.5/s");
  }

  @Test
  void withoutATerminalALineComesNowAndThen() {
    ProgressView view = new ProgressView(screen, ProgressView.Mode.AUTO);
    for (int second = 0; second <= 60; second++) {
      view.tick(new Snapshot(second, 0, OptionalLong.of(600), Duration.ofSeconds(second), List.of()));
    }
    assertThat(written.toString(StandardCharsets.UTF_8).lines()).hasSize(2);
  }

  @Test
  void theBarIsTakenAwayBeforeOtherLines() {
    Screen bar = screen(new Terminal(true, false, 20));
    bar.redraw(List.of("one", "x".repeat(50)));
    bar.print("above");
    bar.redraw(List.of());
    String clear = "\r\u001b[1A\u001b[J";
    String drawn = "one\n" + "x".repeat(19);
    assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo(drawn + clear + "above\n" + drawn + clear);
  }

  @Test
  void surroundingsDecideAboutColoursAndBars() {
    Map<String, String> terminal = Map.of("DROVER_STDERR_TTY", "1", "TERM", "xterm", "COLUMNS", "100");
    assertThat(Terminal.of(terminal, Terminal.Colour.AUTO)).isEqualTo(new Terminal(true, true, 100));
    assertThat(Terminal.of(Map.of("DROVER_STDERR_TTY", "1", "TERM", "dumb"), Terminal.Colour.AUTO))
        .isEqualTo(new Terminal(false, false, 80));
    assertThat(Terminal.of(Map.of("DROVER_STDERR_TTY", "1", "NO_COLOR", "1"), Terminal.Colour.AUTO).colour()).isFalse();
    Map<String, String> robot = Map.of("DROVER_STDERR_TTY", "1", "CI", "true");
    assertThat(Terminal.of(robot, Terminal.Colour.AUTO).interactive()).isFalse();
    assertThat(Terminal.of(Map.of("DROVER_STDERR_TTY", "0"), Terminal.Colour.ALWAYS).colour()).isTrue();
  }
}
