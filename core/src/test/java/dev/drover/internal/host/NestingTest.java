package dev.drover.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a process knows of those above it. */
class NestingTest {
  @Test
  void aProgramHasNobodyAboveIt() {
    assertThat(Nesting.of(Map.of())).isEqualTo(new Nesting(0, OptionalLong.empty()));
    assertThat(Nesting.of(Map.of()).isWorker()).isFalse();
  }

  @Test
  void aChildIsOneDeeperAndHasItsShare() {
    Map<String, String> environment = new HashMap<>();
    Nesting.of(Map.of("DROVER_DEPTH", "2", "DROVER_MEMORY", "99")).tellChild(environment, 50);
    assertThat(Nesting.of(environment)).isEqualTo(new Nesting(3, OptionalLong.of(50)));
  }

  @Test
  void whatIsNoNumberCountsAsNotSaid() {
    assertThat(Nesting.of(Map.of("DROVER_DEPTH", "-1", "DROVER_MEMORY", "much")))
        .isEqualTo(new Nesting(0, OptionalLong.empty()));
  }

  @Test
  void processesAreNotNestedWithoutEnd() {
    new Nesting(Nesting.DEEPEST - 1, OptionalLong.empty()).requireRoomBelow();
    assertThatThrownBy(() -> new Nesting(Nesting.DEEPEST, OptionalLong.empty()).requireRoomBelow())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a pool of processes was opened inside a task that runs 8 processes deep; 8 is the most: does the task open a "
            + "pool for itself? Open the pool outside of the task, or use threads inside it");
  }
}
