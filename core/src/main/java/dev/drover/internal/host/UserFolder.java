package dev.drover.internal.host;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a program keeps its user's files, by the XDG rules: where a variable says, else below the home folder. */
public enum UserFolder {
  /** What may be lost: {@code $XDG_CACHE_HOME}, else {@code ~/.cache}. */
  CACHE("XDG_CACHE_HOME", ".cache"),

  /** What should outlive the program: {@code $XDG_STATE_HOME}, else {@code ~/.local/state}. */
  STATE("XDG_STATE_HOME", ".local/state");

  private final String variable;
  private final String belowHome;

  UserFolder(String variable, String belowHome) {
    this.variable = variable;
    this.belowHome = belowHome;
  }

  /**
   * Drover's part of it, which need not exist.
   *
   * @param environment the variables of the process
   * @return the folder; empty if the user has no home
   */
  public Optional<Path> find(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
    return absolute(environment.getOrDefault(variable, ""))
        .or(() -> absolute(home).filter(Files::isDirectory).map(h -> h.resolve(belowHome)))
        .map(folder -> folder.resolve("drover"));
  }

  /** The rules want paths that are not absolute to be passed over. */
  private static Optional<Path> absolute(String path) {
    try {
      return Optional.of(Path.of(path)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
