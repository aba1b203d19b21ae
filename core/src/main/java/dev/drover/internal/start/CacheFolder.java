package dev.drover.internal.start;

import dev.drover.internal.host.UserFolder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where caches are kept: the property {@value #PROPERTY}, or {@code drover/start} in the user's folder for caches. What is
 * in it is run by workers, so it has to belong to this user, and nobody else may write to it.
 */
final class CacheFolder {
  /** A path, or {@code off}. */
  static final String PROPERTY = "drover.start.cache";

  private static final String OFF = "off";

  private CacheFolder() {}

  /** The folder, which need not exist; empty if there shall be none. */
  static Optional<Path> find() {
    String set = System.getProperty(PROPERTY, "");
    if (set.equals(OFF)) {
      return Optional.empty();
    }
    try {
      return set.isEmpty()
          ? UserFolder.CACHE.find(System.getenv()).map(caches -> caches.resolve("start"))
          : Optional.of(Path.of(set));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
