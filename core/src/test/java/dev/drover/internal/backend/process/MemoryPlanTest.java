package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much heap workers get if nobody says. */
class MemoryPlanTest {
  private static final long MIB = 1L << 20;

  @Test
  void aSmallContainerHoldsAllProcessesWithWhatTheyNeedBesidesHeap() {
    long heap = MemoryPlan.heap(512 * MIB, 128 * MIB, 2);
    assertThat(heap).isEqualTo(96 * MIB);
    assertThat(MemoryPlan.fits(512 * MIB, 128 * MIB, 2, heap)).isTrue();
  }

  @Test
  void aLargeMachineKeepsAQuarterForOthers() {
    assertThat(MemoryPlan.heap(16_384 * MIB, 4096 * MIB, 8)).isEqualTo(1024 * MIB);
  }

  @Test
  void moreThanTwoGigabytesAreNeverPlanned() {
    assertThat(MemoryPlan.heap(262_144 * MIB, 4096 * MIB, 2)).isEqualTo(2048 * MIB);
  }

  @Test
  void tooManyWorkersGetTheLeastThatWorksAndDoNotFit() {
    long heap = MemoryPlan.heap(512 * MIB, 128 * MIB, 16);
    assertThat(heap).isEqualTo(64 * MIB);
    assertThat(MemoryPlan.fits(512 * MIB, 128 * MIB, 16, heap)).isFalse();
  }
}
