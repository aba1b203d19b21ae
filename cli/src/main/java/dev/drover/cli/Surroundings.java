package dev.drover.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the command gets from its process.
 *
 * @param environment its variables
 * @param in standard input
 * @param out standard output, unbuffered
 * @param err standard error
 */
record Surroundings(Map<String, String> environment, InputStream in, OutputStream out, PrintStream err) {
  /** The folder for what may be lost: by the XDG rules, which want absolute paths. */
  Optional<Path> cacheFolder() {
    return folder("XDG_CACHE_HOME", ".cache");
  }

  /** The folder for what should outlive the command, by the same rules. */
  Optional<Path> stateFolder() {
    return folder("XDG_STATE_HOME", ".local/state");
  }

  private Optional<Path> folder(String variable, String otherwise) {
    String xdg = environment.getOrDefault(variable, "");
    if (xdg.startsWith("/")) {
      return Optional.of(Path.of(xdg, "drover"));
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
    return home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, otherwise, "drover"));
  }
}
