package dev.drover.internal.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where caches are kept: the property {@value #PROPERTY}, or {@code drover/start} in the user's folder for caches. What is
 * in it is run by workers, so it has to belong to this user, and nobody else may write to it.
 */
final class CacheFolder {
  /** A path, or {@code off}. */
  static final String PROPERTY = "drover.start.cache";

  private static final String OFF = "off";
  private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

  private CacheFolder() {}

  /** The folder, which need not exist; empty if there shall be none. */
  static Optional<Path> find() {
    String set = System.getProperty(PROPERTY, "");
    if (set.equals(OFF)) {
      return Optional.empty();
    }
    try {
      return set.isEmpty() ? ofUser().map(caches -> caches.resolve("drover").resolve("start")) : Optional.of(Path.of(set));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> ofUser() {
    Optional<Path> xdg = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .map(Path::of)
        .filter(Path::isAbsolute);
    return xdg.or(() -> Optional.of(Path.of(System.getProperty("user.home", "")))
        .filter(Path::isAbsolute)
        .filter(Files::isDirectory)
        .map(home -> home.resolve(".cache")));
  }

  /** Makes the folder if it is not there. */
  static void create(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(folder.toAbsolutePath().resolve("..").normalize());
      // not createDirectory: another process may do it at the same moment
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
    }
    if (!isPrivate(folder)) {
      throw new IOException(folder + " is not private to this user");
    }
  }

  static boolean isPrivate(Path folder) {
    try {
      Map<String, Object> facts = Files.readAttributes(folder, "posix:owner,permissions", LinkOption.NOFOLLOW_LINKS);
      Path self = Path.of("/proc/self");
      boolean ours = !Files.exists(self) || Files.getOwner(self).equals(facts.get("owner"));
      return ours && PRIVATE.equals(facts.get("permissions"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
