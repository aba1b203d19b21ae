package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.engine.Strategy.Sample;
import org.junit.jupiter.api.Test;

class StrategyTest {
  private static final long UNKNOWN = -1;

  @Test
  void cheapItemsStayWithTheCaller() {
    assertThat(Strategy.share(new Sample(10, 10_000, 900, 4))).isFalse();
  }

  @Test
  void theSameItemsAreSharedOutIfThereAreEnough() {
    assertThat(Strategy.share(new Sample(10, 10_000, 100_000, 4))).isTrue();
  }

  @Test
  void whatIsLeftCountsAndNotWhatIsDone() {
    assertThat(Strategy.share(new Sample(100, 5_000_000_000L, 0, 4))).isFalse();
  }

  @Test
  void withoutANumberOfInputsTheTimeSoFarIsTheGuess() {
    assertThat(Strategy.share(new Sample(1, Strategy.WORTH_NANOS, UNKNOWN, 4))).isFalse();
    assertThat(Strategy.share(new Sample(1, Strategy.WORTH_NANOS + 1, UNKNOWN, 4))).isTrue();
  }

  @Test
  void nothingIsSharedWithNobody() {
    assertThat(Strategy.share(new Sample(1, Long.MAX_VALUE, 100, 1))).isFalse();
    assertThat(Strategy.share(new Sample(0, 0, 100, 4))).isFalse();
  }

  @Test
  void explainsWithNumbers() {
    assertThat(Strategy.explain(new Sample(10, 25_000, 90, 4), false))
        .isEqualTo("inline: 10 items measured at 2.5 us each, 90 left, 4 slots");
    assertThat(Strategy.explain(new Sample(1, 2_000_000, UNKNOWN, 4), true))
        .isEqualTo("threads: 1 items measured at 2000.0 us each, unknown left, 4 slots");
    assertThat(Strategy.explain(new Sample(0, 0, UNKNOWN, 4), true)).isEqualTo("nothing was measured yet");
  }
}
