package dev.drover.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs run from the lab. */
final class Command {
  private Command() {}

  /** The first line that a program prints, if it can be run, prints one and ends well. */
  static Optional<String> line(Duration limit, String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (Stream<String> lines = process.inputReader(StandardCharsets.UTF_8).lines()) {
        Optional<String> first = lines.findFirst();
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0
            ? first
            : Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The command of a JVM of this kind with this class path. */
  static List<String> jvm(Class<?> main, String... arguments) {
    return jvm(List.of(), main, arguments);
  }

  /** The same with these options. */
  static List<String> jvm(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
