package dev.drover.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the build has made, and how to run it. */
final class Built {
  /** The folder that holds the reactor. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private Built() {}

  static Path tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name);
  }

  /** The jar of the library alone. */
  static Path coreJar() {
    try (Stream<Path> jars = Files.list(ROOT.resolve("cli/target/drover/lib"))) {
      return jars.filter(j -> j.getFileName().toString().startsWith("drover-core")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command line of the {@code drover} command, without its launcher. */
  static List<String> drover(String... args) {
    List<String> command = new ArrayList<>(List.of(
        tool("java").toString(), "-cp", ROOT.resolve("cli/target/drover/lib") + "/*", "dev.drover.cli.Main"));
    command.addAll(List.of(args));
    return command;
  }
}
