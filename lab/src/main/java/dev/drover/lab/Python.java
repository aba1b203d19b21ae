package dev.drover.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Python of this machine, and the scripts of the lab as files.
 *
 * <p>What is on the PATH may be a shim that takes longer to start than Python does, so it is asked once for the real
 * program.
 */
final class Python implements AutoCloseable {
  private static final String NOT_FOUND = "python3 is not on the PATH";
  private static final List<String> SCRIPTS =
      List.of("rounds.py", "round_trip.py", "map_items.py", "cold.py", "sleeps.py", "cpu.py", "shared.py", "idle.py",
          "big.py", "child.py");

  private final Optional<Path> program;
  private final Path scripts;

  private Python(Optional<Path> program, Path scripts) {
    this.program = program;
    this.scripts = scripts;
  }

  static Python find() throws IOException {
    Optional<Path> program = ask("import sys; print(sys.executable)").map(Path::of).filter(Files::isExecutable);
    Path folder = Files.createTempDirectory("drover-lab-");
    for (String script : SCRIPTS) {
      unpack(script, folder);
    }
    return new Python(program, folder);
  }

  private static void unpack(String script, Path folder) throws IOException {
    try (InputStream in = Python.class.getResourceAsStream("/python/" + script)) {
      if (in == null) {
        throw new IOException("the script " + script + " is missing in the lab's jar; build it again");
      }
      Files.copy(in, folder.resolve(script));
    }
  }

  private static Optional<String> ask(String code) {
    return Command.line(Duration.ofSeconds(20), "python3", "-c", code);
  }

  /** Such as {@code Python 3.11.7}, or why there is none. */
  String version() {
    return program.flatMap(p -> Command.line(Duration.ofSeconds(20), p.toString(), "--version")).orElse(NOT_FOUND);
  }

  /** Says why not if a package can't be imported. */
  void require(String module) throws NotRunException {
    if (program.isPresent() && ask("import " + module + "; print('there')").filter("there"::equals).isEmpty()) {
      throw new NotRunException(module + " is not installed for python3");
    }
  }

  /** The command that runs a script. */
  List<String> command(String script, String... arguments) throws NotRunException {
    Path found = program.orElseThrow(() -> new NotRunException(NOT_FOUND));
    return Stream.concat(Stream.of(found.toString(), scripts.resolve(script).toString()), Stream.of(arguments)).toList();
  }

  /** A script that serves rounds: see {@code rounds.py}. */
  Probe serve(String script, Duration pause, String... arguments) throws NotRunException, IOException {
    Process process = new ProcessBuilder(command(script, arguments))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    return new PythonProbe(
        process, process.inputReader(StandardCharsets.UTF_8), process.outputWriter(StandardCharsets.UTF_8), pause);
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(scripts)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
