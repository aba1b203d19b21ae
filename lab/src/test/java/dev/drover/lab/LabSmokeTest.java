package dev.drover.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Pool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabSmokeTest {
  private static final Scale TINY = new Scale(0, Duration.ZERO, 1, Duration.ZERO, 0.01);

  @TempDir
  Path out;

  @Test
  void aRunPrintsItsTableAndLeavesItsFigures() throws IOException {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    Lab lab = new Lab(
        new Arguments(List.of(), TINY, out, false, false), new PrintStream(screen, true, StandardCharsets.UTF_8));

    lab.run(List.of(onThreads()), List.of("made-up"));

    assertThat(screen.toString(StandardCharsets.UTF_8)).contains("made-up: nothing at all", "drover threads", "all figures: ");
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(f -> f.toString().replaceAll(".*\\.", ""))).containsExactlyInAnyOrder("json", "md", "html");
    }
  }

  private static Experiment onThreads() {
    return Samples.experiment(Unit.TIME, Contender.drover("threads", new Bar.None(), () -> {
      Pool pool = Pool.threads(2);
      return new JavaProbe(
          pool::close, () -> Check.same(List.of(2, 3), pool.map(List.of(1, 2), Work::increment)), Duration.ZERO);
    }));
  }
}
