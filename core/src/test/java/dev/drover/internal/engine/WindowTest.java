package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.task.Order;
import dev.drover.task.TaskOptions;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final TaskOptions ORDERED = TaskOptions.defaults().order(Order.INPUT);
  private static final TaskOptions UNORDERED = TaskOptions.defaults().order(Order.COMPLETION);

  @Test
  void isAFewBatchesForEachPlaceAndMoreInTheOrderOfTheInputs() {
    assertThat(Window.of(UNORDERED, 8, 100)).isEqualTo(4 * 8 * 100);
    assertThat(Window.of(ORDERED, 8, 100)).isEqualTo(16 * 8 * 100);
  }

  @Test
  void isNotSmallForFewItems() {
    assertThat(Window.of(UNORDERED, 1, 1)).isEqualTo(64);
  }

  @Test
  void holdsNoMoreTinyItemsHoweverManyPlacesThereAre() {
    assertThat(Window.of(ORDERED, 2, 1 << 14)).isEqualTo(1 << 16);
    assertThat(Window.of(ORDERED, 1_000, 1 << 14)).isEqualTo(1 << 16);
    assertThat(Window.of(UNORDERED, 64, 1 << 14)).isEqualTo(1 << 16);
  }

  @Test
  void hasSomeItemsForEachPlaceWhateverTheirNumber() {
    assertThat(Window.of(ORDERED, 100_000, 1)).isEqualTo(400_000);
  }

  @Test
  void hasSomeBatchesOfTheSizeThatTheUserChoseForEachPlace() {
    assertThat(Window.of(ORDERED.batch(50_000), 2, 50_000)).isEqualTo(400_000);
  }

  @Test
  void isWhatTheUserSays() {
    assertThat(Window.of(ORDERED.buffer(7), 64, 1 << 14)).isEqualTo(7);
    assertThat(Window.of(ORDERED.buffer(1_000_000), 1, 1)).isEqualTo(1_000_000);
  }
}
