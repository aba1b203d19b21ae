package dev.drover.internal.start;

import dev.drover.internal.host.ProcessFamily;
import dev.drover.internal.host.ThisJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that works for a moment as workers do, and whose JVM writes the cache when it ends. */
final class TrainingRun {
  /** By name: nothing of the parent refers to what runs in the child. */
  private static final String MAIN = "dev.drover.internal.worker.Rehearsal";

  private static final long MOST_SECONDS = 60;

  /** Others come first. */
  private static final Path NICE = Path.of("/usr/bin/nice");

  private final Path jar;
  private final Path cache;
  private final Path work;

  TrainingRun(Path jar, Path cache, Path work) {
    this.jar = jar;
    this.cache = cache;
    this.work = work;
  }

  void run() throws IOException, InterruptedException {
    Process process = builder().start();
    try {
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the training run has not ended after %d s".formatted(MOST_SECONDS));
      }
    } finally {
      end(process);
    }
    if (process.exitValue() != 0 || !Files.exists(cache)) {
      // The JVM writes one whatever becomes of the program, but that would hold little.
      Files.deleteIfExists(cache);
      throw new IOException("the training run ended with status %d: %s".formatted(process.exitValue(), said()));
    }
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(command())
        // An end of file tells it that this process is gone.
        .redirectInput(ProcessBuilder.Redirect.PIPE)
        .redirectErrorStream(true)
        .redirectOutput(work.resolve("log").toFile());
    ThisJvm.OPTION_VARIABLES.forEach(builder.environment()::remove);
    return builder;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(NICE)) {
      command.add(NICE.toString());
    }
    command.add(ThisJvm.program().toString());
    command.addAll(JvmFlags.COMMON);
    command.addAll(JvmFlags.WITH_CACHE);
    command.addAll(JvmFlags.sockets());
    command.addAll(List.of(
        JvmFlags.COLLECTOR, "-Xmx256m", "-XX:ActiveProcessorCount=1",
        "-XX:ErrorFile=" + work.resolve("hs_err_%p.log"),
        "-XX:AOTCacheOutput=" + cache,
        "-cp", jar.toString(), MAIN, work.toString()));
    return command;
  }

  private String said() throws IOException {
    try (Stream<String> lines = Files.lines(work.resolve("log"))) {
      return lines.filter(line -> line.contains("rror")).findFirst().orElse("it does not say why");
    }
  }

  /** The JVM writes the cache in a process of its own. Returns when both are gone. */
  private static void end(Process process) {
    if (process.isAlive()) {
      ProcessFamily.kill(process).forEach(each -> each.onExit().join());
    }
  }
}
