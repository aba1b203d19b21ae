package dev.drover.internal.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How inputs are cut. */
class SliceTest {
  private static List<Slice> cut(int inputs, int slots) {
    return Slice.cut(inputs, slots, 1, (from, length) -> new Slice.OfRange(from, length, from));
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
  void nothingIsHandedOverThatIsNotWorthIt() {
    assertThat(Slice.cut(1_000, 2, 5_000, (from, length) -> new Slice.OfRange(from, length, from)))
        .singleElement().extracting(Slice::length).isEqualTo(1_000);
    List<Slice> slices = Slice.cut(100_000, 2, 5_000, (from, length) -> new Slice.OfRange(from, length, from));
    assertThat(slices).extracting(Slice::length).startsWith(5_000, 10_000);
    assertThat(slices.subList(0, slices.size() - 1)).allMatch(slice -> slice.length() >= 5_000);
    assertThat(Slice.cut(10_000_000, 2, Integer.MAX_VALUE, (from, length) -> new Slice.OfRange(from, length, from)))
        .hasSize(10);
  }

  @Test
  void aMillionInputsAreFewItems() {
    assertThat(cut(1_000_000, 2)).hasSizeLessThan(120);
  }
}
