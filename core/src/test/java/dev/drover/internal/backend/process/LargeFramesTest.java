package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Pool;
import dev.drover.task.Failure;
import dev.drover.task.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are far larger than anything that carries them holds, over rings and over the socket alone. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"rings", "socket"})
@Timeout(60)
class LargeFramesTest {
  private static final int SIZE = 20 << 20;

  @Parameter String carrier = "";

  @BeforeEach
  void choose() {
    System.setProperty(Carrier.PROPERTY, carrier);
  }

  @AfterEach
  void chooseAsBefore() {
    System.clearProperty(Carrier.PROPERTY);
  }

  @Test
  void theyTravelBothWays() throws Exception {
    byte[] value = new byte[SIZE];
    Arrays.fill(value, (byte) 7);
    value[SIZE - 1] = 1;
    try (Pool pool = Pool.processes(2)) {
      List<Future<byte[]>> both = IntStream.range(0, 2).<Future<byte[]>>mapToObj(_ -> pool.submit(value::clone)).toList();
      for (Future<byte[]> one : both) {
        assertThat(Arrays.equals(one.get(), value)).isTrue();
      }
    }
  }

  @Test
  void aWorkerThatDiesWhileTheyAreOnTheirWayHoldsUpNobody() {
    byte[] value = new byte[SIZE];
    try (Pool pool = Pool.processes(2)) {
      List<Outcome<Integer, Integer>> outcomes = pool.outcomes(List.of(1, 2, 3, 4), i -> {
        if (i == 2) {
          Runtime.getRuntime().halt(9);
        }
        return value.length + i;
      }).toList();
      assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Ok).hasSize(3);
      assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Failed).singleElement()
          .isInstanceOfSatisfying(Outcome.Failed.class, f -> assertThat(f.failure()).isInstanceOf(Failure.Exited.class));
    }
  }
}
