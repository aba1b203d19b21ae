package dev.drover.internal.start;

import dev.drover.internal.host.Log;
import dev.drover.internal.host.PrivateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps the caches from becoming many: beyond the few used last, those that nobody has used for a day go. The day is for
 * programs that run, and start another worker from one.
 */
final class Attic {
  private static final int KEPT = 4;
  private static final Duration IN_USE = Duration.ofDays(1);

  private final Path root;

  Attic(Path root) {
    this.root = root;
  }

  void clear() {
    try (Stream<Path> all = Files.list(root)) {
      List<Path> old = all.filter(Files::isDirectory)
          .sorted(Comparator.comparing(Attic::used).reversed())
          .skip(KEPT)
          .filter(folder -> used(folder).toInstant().isBefore(Instant.now().minus(IN_USE)))
          .toList();
      old.forEach(PrivateFolder::delete);
    } catch (IOException | UncheckedIOException e) {
      Log.debug("clearing " + root, e);
    }
  }

  private static FileTime used(Path folder) {
    try {
      return Files.getLastModifiedTime(folder);
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }
}
