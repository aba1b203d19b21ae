package dev.drover.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitTest {
  @Test
  void aTimeIsShownInTheUnitThatKeepsItShort() {
    assertThat(Unit.TIME.text(12.34, 1)).isEqualTo("12.3 ns");
    assertThat(Unit.TIME.text(5_000, 1)).isEqualTo("5.00 us");
    assertThat(Unit.TIME.text(123_456_789, 1)).isEqualTo("123 ms");
    assertThat(Unit.TIME.text(1.33e9, 1)).isEqualTo("1.33 s");
  }

  @Test
  void aRateIsItemsEachSecond() {
    assertThat(Unit.RATE.text(236e6, 1_000_000)).isEqualTo("4.24 M/s");
    assertThat(Unit.RATE.text(1e9, 8_000)).isEqualTo("8.00 k/s");
    assertThat(Unit.RATE.text(1e9, 3)).isEqualTo("3.00 /s");
  }
}
