package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.task.Outcome;
import dev.drover.task.Timing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OrderKeeperTest {
  private final OrderKeeper<Long, Long> keeper = new OrderKeeper<>();
  private final Queue<Outcome<Long, Long>> due = new ArrayDeque<>();

  private void accept(long index) {
    keeper.accept(new Outcome.Ok<>(index, index, index, new Timing(0)), due);
  }

  @Test
  void inOrderNothingIsHeld() {
    accept(0);
    accept(1);
    assertThat(due).extracting(Outcome::index).containsExactly(0L, 1L);
    assertThat(keeper.held()).isZero();
  }

  @Test
  void whatComesTooEarlyWaitsForItsPredecessors() {
    accept(2);
    accept(1);
    assertThat(due).isEmpty();
    assertThat(keeper.held()).isEqualTo(2);
    accept(0);
    assertThat(due).extracting(Outcome::index).containsExactly(0L, 1L, 2L);
  }

  @Test
  void anyOrderBecomesThatOfTheInputs() {
    List<Long> indexes = new ArrayList<>(LongStream.range(0, 500).boxed().toList());
    Collections.shuffle(indexes, new Random(7));
    indexes.forEach(this::accept);
    assertThat(due).extracting(Outcome::index).containsExactlyElementsOf(LongStream.range(0, 500).boxed().toList());
  }
}
