package dev.drover.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Parallel;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  @AfterAll
  static void endSharedPools() {
    Parallel.close();
  }

  @Test
  void squares() {
    assertThat(Squares.of(List.of(1, 2, 3, 4))).containsExactly(1, 4, 9, 16);
  }

  @Test
  void cubes() {
    assertThat(Cubes.below(1000)).hasSize(999).startsWith(1L, 8L, 27L).endsWith(997_002_999L);
    assertThat(Cubes.two()).containsExactly(343L, 512L);
  }

  @Test
  void outcomes() {
    assertThat(Outcomes.lines(List.of("works", "throws", "hangs", "exits")))
        .containsExactlyInAnyOrder(
            "works: done",
            "throws: java.lang.IllegalStateException: no such page",
            "hangs: timed out after 2 s",
            "exits: worker process exited with status 7");
  }
}
