package dev.drover.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private final Series mine = Series.of(Samples.drover(new Bar.AtMost(Duration.ofNanos(5_000))), 1, 4_000, 3_000, 8_000);
  private final Series slow = Series.of(Samples.peer("slow peer"), 1, 90_000, 80_000, 70_000);
  private final Series fast = Series.of(Samples.peer("fast peer"), 1, 40_000, 30_000, 80_000);
  private final Series gone = Series.notRun(Samples.peer("python Pool.apply"), 1, "python3 is not on the PATH");

  @Test
  void aRowHasTheSpreadTheBarAndTheRatioToTheFastestPeer() {
    assertThat(table(Unit.TIME).text()).isEqualToNormalizingNewlines("""
        made-up: nothing at all
          measured           median   min .. max          bar                  against
          drover threads     4.00 us  3.00 us .. 8.00 us  <= 5.00 us  reached  0.10 x fast peer
          slow peer          80.0 us  70.0 us .. 90.0 us
          fast peer          40.0 us  30.0 us .. 80.0 us
          python Pool.apply  not run: python3 is not on the PATH
        """);
  }

  @Test
  void aRateGoesFromTheSlowestRoundToTheFastest() {
    assertThat(table(Unit.RATE).text()).contains("125 k/s .. 333 k/s");
  }

  @Test
  void markdownHasTheSameCells() {
    assertThat(table(Unit.TIME).markdown())
        .startsWith("### made-up: nothing at all\n\n| measured | median | min .. max | bar |  | against |\n|---|---|---|---|---|---|\n")
        .contains("| drover threads | 4.00 us | 3.00 us .. 8.00 us | <= 5.00 us | reached | 0.10 x fast peer |\n")
        .contains("| python Pool.apply | not run: python3 is not on the PATH |");
  }

  private Table table(Unit unit) {
    return new Table(new Result(Samples.experiment(unit), 1, List.of(mine, slow, fast, gone)));
  }
}
