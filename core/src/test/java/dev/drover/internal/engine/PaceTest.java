package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000;

  private final Pace pace = new Pace();

  private double nanos() {
    return pace.nanosPerItem().orElseThrow();
  }

  @Test
  void knowsNothingAtFirst() {
    assertThat(pace.nanosPerItem()).isEmpty();
    pace.learn(0, 0);
    assertThat(pace.nanosPerItem()).isEmpty();
  }

  @Test
  void theItemsOfAFirstCallCountAlike() {
    pace.learn(1_000, 3_000_000);
    assertThat(nanos()).isEqualTo(3_000);
  }

  @Test
  void aSlowFirstItemIsSoonOutweighed() {
    pace.learn(1, SECOND / 10);
    pace.learn(1_000, 1_000_000);
    pace.learn(1_000, 1_000_000);
    assertThat(nanos()).isLessThan(10_000);
    pace.learn(1_000, 1_000_000);
    assertThat(nanos()).isCloseTo(1_000, within(1_000.0));
  }

  @Test
  void aCallOfCheapItemsDoesNotWipeOutADearOne() {
    pace.learn(64, 64 * SECOND);
    pace.learn(64, 64 * 100);
    assertThat(nanos()).isCloseTo(SECOND / 2.0, within(1e6));
  }

  @Test
  void dearItemsAreBelievedAtOnce() {
    for (int i = 0; i < 10; i++) {
      pace.learn(1_000, 100_000);
    }
    pace.learn(64, 64 * SECOND);
    assertThat(nanos()).isGreaterThan(SECOND / 3.0);
  }
}
