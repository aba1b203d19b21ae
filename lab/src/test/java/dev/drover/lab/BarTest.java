package dev.drover.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarTest {
  @Test
  void aTimeIsReachedByTheMedian() {
    Bar bar = new Bar.AtMost(Duration.ofNanos(5_000));
    assertThat(bar.text()).isEqualTo("<= 5.00 us");
    assertThat(reached(bar, 1, 4_000, 5_000, 90_000)).isTrue();
    assertThat(reached(bar, 1, 4_000, 5_001, 5_002)).isFalse();
  }

  @Test
  void aRateCountsTheItemsOfTheWork() {
    Bar bar = new Bar.AtLeast(20e6);
    assertThat(bar.text()).isEqualTo(">= 20.0 M/s");
    assertThat(reached(bar, 1_000_000, 50e6)).isTrue();
    assertThat(reached(bar, 1_000_000, 51e6)).isFalse();
  }

  @Test
  void aFactorIsHeldAgainstTheContenderThatItNames() {
    Bar bar = new Bar.Within(1.05, "other");
    assertThat(bar.text()).isEqualTo("<= 1.05 x other");
    assertThat(reached(bar, 1, 105)).isTrue();
    assertThat(reached(bar, 1, 106)).isFalse();
  }

  @Test
  void theBestOfSeveralIsTheOneWithTheSmallestMedian() {
    Bar bar = new Bar.NearBest(1.1, List.of("other"));
    assertThat(bar.text()).isEqualTo("<= 1.10 x the best");
    assertThat(reached(bar, 1, 110)).isTrue();
    assertThat(reached(bar, 1, 111)).isFalse();
  }

  @Test
  void efficiencyIsThePartOfAPerfectSpeedUp() {
    Bar bar = new Bar.Efficiency(0.97, 2, "other");
    assertThat(bar.text()).isEqualTo("efficiency >= 0.97");
    assertThat(reached(bar, 1, 51)).isTrue();
    assertThat(reached(bar, 1, 52)).isFalse();
  }

  private static boolean reached(Bar bar, int items, double... nanos) {
    Series other = Series.of(Samples.peer("other"), items, filled(nanos.length));
    Result result = new Result(Samples.experiment(Unit.TIME), items, List.of(other));
    return result.reached(Series.of(Samples.drover(bar), items, nanos)).orElseThrow();
  }

  private static double[] filled(int length) {
    double[] hundreds = new double[length];
    java.util.Arrays.fill(hundreds, 100);
    return hundreds;
  }
}
