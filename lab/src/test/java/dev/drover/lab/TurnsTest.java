package dev.drover.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Scale TWO_ROUNDS = new Scale(1, Duration.ZERO, 2, Duration.ZERO, 1);

  private final List<String> log = new ArrayList<>();

  @Test
  void contendersTakeTurnsAndTheFirstRoundIsThrownAway() {
    List<Series> series = measure(scripted("a", 0), scripted("b", 0));
    assertThat(log).containsExactly("a", "b", "a", "b", "a", "b", "a closed", "b closed");
    assertThat(series).extracting(Series::ran).containsExactly(true, true);
    assertThat(series.getFirst().figures()).containsExactly(2, 3);
  }

  @Test
  void whatFailsOnceIsOutAndSaysWhy() {
    List<Series> series = measure(scripted("a", 2), scripted("b", 0));
    assertThat(log).containsExactly("a", "b", "a", "b", "b", "a closed", "b closed");
    assertThat(series.getFirst().notRun()).isEqualTo("java.io.IOException: a broke");
    assertThat(series.getLast().figures()).hasSize(2);
  }

  @Test
  void whatCanNotBeOpenedKeepsItsReason() {
    assertThat(measure(Samples.peer("c")).getFirst().notRun()).isEqualTo("made up");
  }

  private static List<Series> measure(Contender... contenders) {
    return new Turns(TWO_ROUNDS, 1).measure(List.of(contenders));
  }

  private Contender scripted(String name, int failsAt) {
    return Contender.peer(name, () -> new Scripted(name, failsAt));
  }

  private final class Scripted implements Probe {
    private final String name;
    private final int failsAt;
    private int round;

    Scripted(String name, int failsAt) {
      this.name = name;
      this.failsAt = failsAt;
    }

    @Override
    public double round(Duration budget) throws IOException {
      log.add(name);
      round++;
      if (round == failsAt) {
        throw new IOException(name + " broke");
      }
      return round;
    }

    @Override
    public void close() {
      log.add(name + " closed");
    }
  }
}
