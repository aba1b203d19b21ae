package dev.drover.internal.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How inputs are cut. */
class SliceTest {
  private static List<Slice> cut(int inputs, int slots) {
    return Slice.cut(inputs, slots, (from, length) -> new Slice.OfRange(from, length, from));
  }

  @Test
  void slicesCoverEverythingOnceInOrder() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      int inputs = random.nextInt(1 << random.nextInt(1, 24));
      long next = 0;
      for (Slice slice : cut(inputs, 1 + random.nextInt(64))) {
        assertThat(slice.first()).isEqualTo(next);
        assertThat(slice.length()).isBetween(1, Slice.LONGEST);
        next += slice.length();
      }
      assertThat(next).isEqualTo(inputs);
    }
  }

  @Test
  void theFirstAreShortInCaseEachInputTakesLong() {
    assertThat(cut(1_000_000, 2)).extracting(Slice::length).startsWith(16, 32, 64, 128);
  }

  @Test
  void theLastAreShortSoThatAllFinishTogether() {
    assertThat(cut(1_000_000, 2).getLast().length()).isLessThanOrEqualTo(16);
  }

  @Test
  void aMillionInputsAreFewItems() {
    assertThat(cut(1_000_000, 2)).hasSizeLessThan(120);
  }
}
