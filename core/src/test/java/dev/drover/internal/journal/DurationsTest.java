package dev.drover.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void ofNoneTheMedianIsZero() {
    assertThat(new Durations().median()).isZero();
  }

  @RepeatedTest(100)
  void theMedianIsRightToSevenPerCent() {
    Random random = new Random();
    long[] all = LongStream.generate(() -> 1L << random.nextInt(4, 50)).limit(1 + random.nextInt(300))
        .map(n -> n + random.nextLong(n)).sorted().toArray();
    Durations durations = new Durations();
    LongStream.of(all).forEach(durations::add);
    double exact = all[(all.length - 1) / 2];
    assertThat(durations.median() / exact).isBetween(0.93, 1.07);
    assertThat(durations.count()).isEqualTo(all.length);
  }

  @Test
  void anyTimeHasItsPlace() {
    Durations durations = new Durations();
    durations.add(0);
    durations.add(-5);
    durations.add(Long.MAX_VALUE);
    assertThat(durations.count()).isEqualTo(3);
    assertThat(durations.median()).isLessThan(10);
  }
}
