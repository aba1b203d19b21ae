package dev.drover.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertThat(Spread.of(9, 1, 5)).isEqualTo(new Spread(1, 5, 9, 3));
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
    assertThat(Spread.of(4, 1, 100, 2)).isEqualTo(new Spread(1, 3, 100, 4));
  }

  @Test
  void theValuesGivenStayInTheirOrder() {
    double[] values = {3, 1, 2};
    Spread.of(values);
    assertThat(values).containsExactly(3, 1, 2);
  }

  @Test
  void noValuesAreRefused() {
    assertThatThrownBy(Spread::of)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no values: a spread needs at least one");
  }

  @Test
  void theRatioIsThatOfRoundsInTurnSoThatACommonSlowdownFallsOut() {
    double[] mine = {10, 1_000, 12};
    double[] other = {20, 2_000, 24};
    assertThat(Spread.ratio(mine, other)).isEqualTo(0.5);
  }
}
