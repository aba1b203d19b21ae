package dev.drover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a program did.
 *
 * @param status its exit status
 * @param out its standard output
 * @param err its standard error
 * @param took its wall time
 */
record Ran(int status, String out, String err, Duration took) {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** The program while it runs. */
  record Started(Process process, Path out, Path err, long since) implements AutoCloseable {
    Ran await() throws IOException, InterruptedException {
      assertThat(process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).as("ends within " + LIMIT).isTrue();
      return new Ran(process.exitValue(), text(out), text(err), Duration.ofNanos(System.nanoTime() - since));
    }

    String errSoFar() throws IOException {
      return text(err);
    }

    String outSoFar() throws IOException {
      return text(out);
    }

    @Override
    public void close() throws IOException {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }

    private static String text(Path file) throws IOException {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
  }

  static Started start(Path directory, List<String> command) throws IOException {
    Path out = Files.createTempFile("it-", ".out");
    Path err = Files.createTempFile("it-", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Started(builder.start(), out, err, System.nanoTime());
  }

  /** Runs it to its end with these changes of its environment; an empty value takes a variable away. */
  static Ran runWith(Path directory, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    List<String> changed = new ArrayList<>(List.of("/usr/bin/env"));
    environment.forEach((name, value) -> changed.addAll(value.isEmpty() ? List.of("-u", name) : List.of()));
    environment.forEach((name, value) -> changed.addAll(value.isEmpty() ? List.of() : List.of(name + "=" + value)));
    changed.addAll(command);
    return run(directory, "", changed);
  }

  /** Runs it to its end with this as its standard input. */
  static Ran run(Path directory, String stdin, List<String> command) throws IOException, InterruptedException {
    try (Started started = start(directory, command)) {
      try (var in = started.process().getOutputStream()) {
        in.write(stdin.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        assertThat(started.process().waitFor(1, TimeUnit.SECONDS)).as("it ended without reading: " + e).isTrue();
      }
      return started.await();
    }
  }

  static Ran drover(String... args) throws IOException, InterruptedException {
    return run(Built.ROOT, "", Built.drover(args));
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
