package dev.drover.internal.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Pool;
import dev.drover.task.Failure;
import dev.drover.task.Outcome;
import dev.drover.task.PoolOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The inline backend can do to values what processes do, so that bugs show where a debugger is. */
class EncodedInlineTest {
  private final PoolOptions encoding = PoolOptions.defaultOptions().encodeInline(true);

  @Test
  void aTaskWorksOnACopyOfWhatItCaptured() {
    List<Integer> seen = new ArrayList<>();
    try (Pool pool = Pool.open("inline", encoding)) {
      assertThat(pool.map(List.of(1, 2), x -> seen.add(x))).containsExactly(true, true);
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void aResultThatCannotTravelFailsItsItemByName() {
    try (Pool pool = Pool.open("inline", encoding);
        Stream<Outcome<Integer, Object>> outcomes = pool.outcomes(List.of(1, 2), x -> x == 1 ? new Object() : x)) {
      List<Outcome<Integer, Object>> all = outcomes.toList();
      assertThat(all.get(1).get()).isEqualTo(2);
      assertThat(all.get(0)).isInstanceOfSatisfying(Outcome.Failed.class, f ->
          assertThat(f.failure()).isInstanceOfSatisfying(Failure.Unserializable.class, u -> {
            assertThat(u.what()).isEqualTo(Failure.Unserializable.What.RESULT);
            assertThat(u.detail()).contains("java.lang.Object");
          }));
    }
  }

  @Test
  void withoutTheOptionATaskSharesWhatItCaptured() {
    List<Integer> seen = new ArrayList<>();
    try (Pool pool = Pool.inline()) {
      pool.forEach(List.of(1, 2), seen::add);
    }
    assertThat(seen).containsExactly(1, 2);
  }
}
