package dev.drover.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.lab.Scoreboard.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
  private static final BarRow ROW = BarRow.of("a thing", "<= 5 us", "1 us", "made-up");
  private static final BarRow LOCK = BarRow.of("a lock", "<= 25 ns", "CAS", "no-such-experiment");
  private static final Bar FIVE = new Bar.AtMost(Duration.ofNanos(5_000));

  private static Scoreboard board(List<BarRow> rows, Series... series) {
    return new Scoreboard(rows, List.of(new Result(Samples.experiment(Unit.TIME), 1, List.of(series))));
  }

  private static Series mine(double nanos) {
    return Series.of(Samples.drover(FIVE), 1, nanos);
  }

  @Test
  void aRowHasWhatWasMeasuredTheBarTheFastestPeerAndTheFloorOfTheSameRun() {
    Scoreboard board = board(List.of(ROW, LOCK), mine(12_000),
        Series.of(Samples.peer("slow peer"), 1, 90_000), Series.of(Samples.peer("fast peer"), 1, 6_000));

    assertThat(board.text()).isEqualToNormalizingNewlines("""
          work              measured  bar         verdict        fastest peer       floor
          a thing
            drover threads  12.0 us   <= 5.00 us  MISSED 2.40 x  6.00 us fast peer  1 us
          a lock
                            not measured; bar: <= 25 ns; floor: CAS

        2 rows: 1 falls short, 1 not measured.
        Falls short: a thing: drover threads has 12.0 us, the bar is <= 5.00 us: by a factor of 2.40
        Not measured: a lock (there is no experiment no-such-experiment yet)
        """);
  }

  @Test
  void aRowIsReachedOnlyIfAllOfItWasMeasured() {
    BarRow half = BarRow.of("two things", "both", "-", "made-up", "sleeps");

    assertThat(board(List.of(ROW), mine(4_000)).lines().getFirst().state()).isEqualTo(State.REACHED);
    assertThat(board(List.of(half), mine(4_000)).lines().getFirst().state()).isEqualTo(State.NOT_MEASURED);
    assertThat(board(List.of(half), mine(4_000)).words()).contains("Not measured: two things (sleeps was not run)");
    assertThat(board(List.of(half), mine(6_000)).lines().getFirst().state()).isEqualTo(State.MISSED);
  }

  @Test
  void whatCouldNotBeRunIsNeverReached() {
    Scoreboard failed = board(List.of(ROW), Series.notRun(Samples.drover(FIVE), 1, "it hung"));
    Scoreboard alone = board(List.of(ROW), Series.of(Samples.drover(new Bar.Within(2, "nobody")), 1, 1));

    assertThat(failed.lines().getFirst().state()).isEqualTo(State.NOT_MEASURED);
    assertThat(failed.words()).contains("Not measured: a thing: drover threads (it hung)");
    assertThat(alone.words()).contains("Not measured: a thing: drover threads (what it is held against was not run)");
  }

  @Test
  void peersThatAreNotThereAreNamedWithTheReason() {
    Scoreboard board = board(List.of(ROW), mine(1), Series.notRun(Samples.peer("python joblib"), 1, "joblib is not installed"));

    assertThat(board.words()).contains("Not there: python joblib (joblib is not installed)");
  }

  @Test
  void theWorstShortfallComesFirst() {
    BarRow other = BarRow.of("another thing", "<= 5 us", "-", "made-up");
    Series worse = Series.of(Contender.drover("processes", FIVE, () -> {
      throw new NotRunException("made up");
    }), 1, 50_000);

    assertThat(board(List.of(other), mine(6_000), worse).shortfalls())
        .extracting(s -> s.replaceAll(" has.*", ""))
        .containsExactly("another thing: drover processes", "another thing: drover threads");
  }

  @Test
  void everyRowOfTheBarsNamesItsExperiments() {
    assertThat(BarRows.ALL).hasSize(17).allSatisfy(row -> assertThat(row.experiments()).isNotEmpty());
    assertThat(BarRows.experiments()).doesNotHaveDuplicates().isNotEmpty();
  }
}
