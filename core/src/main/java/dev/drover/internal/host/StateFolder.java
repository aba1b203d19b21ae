package dev.drover.internal.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a program keeps what should outlive it, by the XDG rules: {@code $XDG_STATE_HOME}, else {@code ~/.local/state}. */
public final class StateFolder {
  private StateFolder() {}

  /**
   * Drover's part of it, which need not exist.
   *
   * @param environment the variables of the process
   * @return the folder; empty if the user has no home
   */
  public static Optional<Path> of(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    if (xdg.startsWith("/")) {
      return Optional.of(Path.of(xdg, "drover"));
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
    return Optional.of(home)
        .filter(h -> !h.isEmpty() && Files.isDirectory(Path.of(h)))
        .map(h -> Path.of(h, ".local", "state", "drover"));
  }
}
