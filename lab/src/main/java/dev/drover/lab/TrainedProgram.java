package dev.drover.lab;

import dev.drover.lab.WholeProcess.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that starts from an AOT cache of its own, as the JVM makes one of a rehearsal of the program. */
final class TrainedProgram implements Probe {
  private static final long TRAINED_WITHIN_SECONDS = 120;

  private final Path folder;
  private final WholeProcess program;

  private TrainedProgram(Path folder, WholeProcess program) {
    this.folder = folder;
    this.program = program;
  }

  static TrainedProgram open(Clock clock, Class<?> main, String... arguments)
      throws IOException, InterruptedException, NotRunException {
    Path folder = Files.createTempDirectory("drover-lab-");
    Path cache = folder.resolve("program.aot");
    train(cache, main, arguments);
    if (!Files.exists(cache)) {
      Files.delete(folder);
      throw new NotRunException("the JVM made no start cache, as it does for a class path with folders");
    }
    return new TrainedProgram(folder, new WholeProcess(Command.jvm(List.of("-XX:AOTCache=" + cache), main, arguments), clock));
  }

  private static void train(Path cache, Class<?> main, String... arguments) throws IOException, InterruptedException {
    Process training = new ProcessBuilder(Command.jvm(List.of("-XX:AOTCacheOutput=" + cache), main, arguments))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    if (!training.waitFor(TRAINED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
      var _ = training.destroyForcibly();
    }
  }

  @Override
  public double round(Duration budget) throws Exception {
    return program.round(budget);
  }

  @Override
  public void close() throws IOException {
    program.close();
    Files.deleteIfExists(folder.resolve("program.aot"));
    Files.deleteIfExists(folder);
  }
}
