package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.event.Event;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstItemsTest {
  private static final List<Integer> THOUSAND = IntStream.rangeClosed(1, 1000).boxed().toList();

  @Test
  void twoWorkersSquareAThousandNumbers() {
    try (FakeEngine engine = new FakeEngine(2)) {
      assertThat(engine.call(THOUSAND, 10, (Integer x) -> x * x).values())
          .isEqualTo(THOUSAND.stream().map(x -> x * x).toList());
      assertThat(engine.backend().stats().workerStarts()).isBetween(1L, 2L);
      assertThat(engine.events(Event.WorkerStarted.class)).isNotEmpty();
    }
  }
}
