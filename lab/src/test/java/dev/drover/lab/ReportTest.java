package dev.drover.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
  private static final Machine MACHINE =
      new Machine("a \"fast\" one", 2, 1L << 34, "Linux", "25", "Python 3", "abc+", 0.5);

  private final JsonNode root = new JsonMapper().readTree(report().json());

  private static Report report() {
    Series mine = Series.of(Samples.drover(new Bar.AtMost(Duration.ofNanos(3))), 1, 2, 4, 6);
    Series peer = Series.of(Samples.peer("peer"), 1, 8, 8, 8);
    Series gone = Series.notRun(Samples.peer("gone"), 1, "python3 is not on the PATH");
    Result result = new Result(Samples.experiment(Unit.TIME), 1, List.of(mine, peer, gone));
    return new Report(Instant.EPOCH, MACHINE, List.of("made-up", "--quick"), List.of(result), List.of());
  }

  @Test
  void theMachineAndTheCommandStandBesideTheFigures() {
    assertThat(root.at("/at").asString()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(root.at("/machine/cpu").asString()).isEqualTo("a \"fast\" one");
    assertThat(root.at("/machine/memoryBytes").asLong()).isEqualTo(1L << 34);
    assertThat(root.at("/machine/commit").asString()).isEqualTo("abc+");
    assertThat(root.at("/command/1").asString()).isEqualTo("--quick");
  }

  @Test
  void aFigureHasItsSpreadItsRoundsItsBarAndItsRatios() {
    JsonNode figure = root.at("/experiments/0/figures/0");
    assertThat(figure.at("/contender").asString()).isEqualTo("drover threads");
    assertThat(figure.at("/nanos/min").asDouble()).isEqualTo(2);
    assertThat(figure.at("/nanos/median").asDouble()).isEqualTo(4);
    assertThat(figure.at("/nanos/max").asDouble()).isEqualTo(6);
    assertThat(figure.at("/rounds").size()).isEqualTo(3);
    assertThat(figure.at("/ratios/peer").asDouble()).isEqualTo(0.5);
    assertThat(figure.at("/bar").asString()).isEqualTo("<= 3.00 ns");
    assertThat(figure.at("/reached").asBoolean()).isFalse();
  }

  @Test
  void whatWasNotRunHasAReasonAndNoFigure() {
    JsonNode figure = root.at("/experiments/0/figures/2");
    assertThat(figure.at("/notRun").asString()).isEqualTo("python3 is not on the PATH");
    assertThat(figure.has("nanos")).isFalse();
  }
}
