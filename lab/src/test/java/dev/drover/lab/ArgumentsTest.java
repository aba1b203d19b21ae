package dev.drover.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void namesAndOptionsComeInAnyOrder() {
    assertThat(Arguments.parse("sleeps", "--out", "here", "--quick", "cpu-bound"))
        .isEqualTo(new Arguments(List.of("sleeps", "cpu-bound"), Scale.QUICK, Path.of("here"), false, false));
  }

  @Test
  void aWrongOptionIsNamed() {
    assertThatThrownBy(() -> Arguments.parse("--fast"))
        .hasMessage("there is no option --fast; usage: lab/run [bars] [NAME...] [--quick] [--out DIR] [--list]");
    assertThatThrownBy(() -> Arguments.parse("--out")).hasMessageStartingWith("--out needs a directory");
  }

  @Test
  void aWrongNameIsAnsweredWithTheRightOnes() {
    assertThatThrownBy(() -> Experiments.named(List.of("speed")))
        .hasMessageStartingWith("there is no experiment speed; there are round-trip-hot, round-trip-asleep, map-million");
  }
}
