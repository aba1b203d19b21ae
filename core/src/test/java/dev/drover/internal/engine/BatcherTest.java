package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.task.BatchSize;
import org.junit.jupiter.api.Test;

class BatcherTest {
  private static final long UNKNOWN = -1;

  private final Batcher batcher = new Batcher(BatchSize.auto(), 2, Batcher.LEAST_NANOS);

  @Test
  void beginsWithOne() {
    assertThat(batcher.next(UNKNOWN)).isEqualTo(1);
    assertThat(batcher.next(1_000_000)).isEqualTo(1);
  }

  @Test
  void growsFourTimesWhileBatchesAreOverInNoTimeAndTwiceFromThenOn() {
    batcher.measured(1, 1, 10);
    assertThat(batcher.next(UNKNOWN)).isEqualTo(4);
    batcher.measured(4, 4, 40);
    assertThat(batcher.next(UNKNOWN)).isEqualTo(16);
    batcher.measured(16, 16, Batcher.LEAST_NANOS);
    assertThat(batcher.next(UNKNOWN)).isEqualTo(32);
  }

  @Test
  void theLastItemsAreNotCutFinerThanTheirHandOverIsWorth() {
    long perItem = Batcher.LEAST_NANOS / 10;
    for (int i = 0; i < 10; i++) {
      batcher.measured(batcher.current(), batcher.current(), batcher.current() * perItem);
    }
    assertThat(batcher.next(8)).isEqualTo(10);
    assertThat(batcher.next(800)).isEqualTo(100);
  }

  @Test
  void whereAHandOverCostsFiveTimesAsMuchTheFirstStepsAreFiveTimesAsLargeAndTheLastBatchesToo() {
    Batcher dear = new Batcher(BatchSize.auto(), 2, 5 * Batcher.LEAST_NANOS);
    long perItem = Batcher.LEAST_NANOS / 50;
    dear.measured(1, 1, perItem);
    assertThat(dear.next(UNKNOWN)).isEqualTo(20);
    dear.measured(20, 20, 20 * perItem);
    assertThat(dear.next(1_000)).isEqualTo(250); // which is what takes as long as is worth it
    assertThat(dear.next(100_000)).isEqualTo(400);
  }

  @Test
  void growsToTheTargetTimeAndNoFurther() {
    long perItem = Batcher.TARGET_NANOS / 10;
    for (int i = 0; i < 10; i++) {
      batcher.measured(batcher.current(), batcher.current(), batcher.current() * perItem);
    }
    assertThat(batcher.current()).isEqualTo(10);
  }

  @Test
  void oneSlowBatchBringsItDownAtOnce() {
    for (int i = 0; i < 4; i++) {
      batcher.measured(batcher.current(), batcher.current(), 10);
    }
    assertThat(batcher.current()).isEqualTo(256);
    batcher.measured(256, 256, 256 * Batcher.TARGET_NANOS * 3);
    assertThat(batcher.current()).isEqualTo(1);
  }

  @Test
  void isBounded() {
    for (int i = 0; i < 40; i++) {
      batcher.measured(batcher.current(), batcher.current(), 0);
    }
    assertThat(batcher.current()).isEqualTo(1 << 14);
  }

  @Test
  void isNeverMoreThanAFairShareOfWhatIsLeft() {
    for (int i = 0; i < 12; i++) {
      batcher.measured(batcher.current(), batcher.current(), batcher.current() * Batcher.LEAST_NANOS);
    }
    assertThat(batcher.next(100)).isEqualTo(13); // ceil(100 / (4 x 2))
    assertThat(batcher.next(1)).isEqualTo(1);
    assertThat(batcher.next(0)).isEqualTo(1);
  }

  @Test
  void aFixedSizeStays() {
    Batcher fixed = new Batcher(BatchSize.of(7), 2, Batcher.LEAST_NANOS);
    fixed.measured(7, 7, Long.MAX_VALUE / 2);
    assertThat(fixed.next(3)).isEqualTo(7);
    assertThat(fixed.current()).isEqualTo(7);
  }

  @Test
  void aBatchThatIsReportedInPartsGrowsAsAWhole() {
    for (int i = 0; i < 20; i++) {
      int batch = batcher.current();
      for (int part = 0; part < batch; part++) {
        batcher.measured(batch, 1, Batcher.TARGET_NANOS / 100);
      }
    }
    assertThat(batcher.current()).isEqualTo(100);
  }

  @Test
  void beginsWithWhatEarlierCallsToldButAtTheMostWithABatchForEachSlot() {
    batcher.expect(100, 1_000);
    assertThat(batcher.next(1_000)).isEqualTo(500);
    assertThat(batcher.next(500)).isEqualTo(500);
    batcher.expect(100, 1_001);
    assertThat(batcher.next(1_001)).isEqualTo(501);
  }

  @Test
  void beginsWithFairSharesWhereThoseTakeLongerThanTheHandOverOfAll() {
    batcher.expect(Batcher.FIRST_NANOS / 10.0, 1_000);
    assertThat(batcher.next(1_000)).isEqualTo(80); // what a batch aims at
    assertThat(batcher.next(400)).isEqualTo(50); // ceil(400 / (4 x 2))
    assertThat(batcher.next(40)).isEqualTo(10);
  }

  @Test
  void beginsWithOneWhereItemsTookLong() {
    batcher.expect(1e9, 1_000);
    assertThat(batcher.next(1_000)).isEqualTo(1);
  }

  @Test
  void isBoundedWhateverEarlierCallsTold() {
    batcher.expect(0, 10_000_000);
    assertThat(batcher.next(10_000_000)).isEqualTo(1 << 14);
    batcher.expect(Double.MAX_VALUE, 10);
    assertThat(batcher.next(10)).isEqualTo(1);
  }

  @Test
  void aFunctionThatHasBecomeSlowIsNoticedWithTheFirstItem() {
    batcher.expect(100, 1_000_000);
    assertThat(batcher.next(1_000_000)).isEqualTo(1 << 14);
    batcher.measured(1 << 14, 1, Batcher.TARGET_NANOS);
    assertThat(batcher.next(1_000_000)).isEqualTo(1);
  }

  @Test
  void aFixedSizeStaysWhateverEarlierCallsTold() {
    Batcher fixed = new Batcher(BatchSize.of(7), 2, Batcher.LEAST_NANOS);
    fixed.expect(10, 1_000);
    assertThat(fixed.next(1_000)).isEqualTo(7);
  }

  @Test
  void tellsLaterCallsWhatAnItemTook() {
    Pace pace = new Pace();
    batcher.measured(4, 1, 1_000);
    batcher.measured(4, 3, 1_000);
    batcher.tell(pace);
    assertThat(pace.nanosPerItem()).hasValue(500);
  }

  @Test
  void tellsNothingIfNothingRan() {
    Pace pace = new Pace();
    batcher.tell(pace);
    assertThat(pace.nanosPerItem()).isEmpty();
  }
}
