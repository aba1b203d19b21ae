package dev.drover.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the command in a JVM of its own, as a shell would. */
final class DroverProcess {
  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private String input = "";

  DroverProcess(Path folder) {
    this.folder = folder;
  }

  /** What came of it. */
  record Result(int status, String out, String err) {}

  DroverProcess with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  DroverProcess input(String text) {
    input = text;
    return this;
  }

  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
        "dev.drover.cli.Main"));
    if (Files.isExecutable(Path.of("/usr/bin/env"))) {
      // a build that runs in the background may have SIGINT ignored, and children inherit that
      command.addAll(0, List.of("/usr/bin/env", "--default-signal=INT"));
    }
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DROVER_"));
    builder.environment().put("XDG_CACHE_HOME", folder.resolve(".cache").toString());
    builder.environment().put("XDG_STATE_HOME", folder.resolve(".state").toString());
    builder.environment().putAll(environment);
    builder.redirectInput(Files.writeString(Files.createTempFile(folder, ".stdin", ""), input).toFile());
    return builder.start();
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, ".out", "");
    Process process = start(arguments);
    Thread reader = Thread.ofPlatform().start(() -> copy(process, out));
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("drover did not end: " + err);
    }
    reader.join();
    return new Result(process.exitValue(), Files.readString(out), err);
  }

  private static void copy(Process process, Path to) {
    try {
      Files.write(to, process.getInputStream().readAllBytes());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
