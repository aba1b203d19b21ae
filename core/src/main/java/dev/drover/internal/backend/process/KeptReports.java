package dev.drover.internal.backend.process;

import dev.drover.internal.host.Log;
import dev.drover.internal.host.PrivateFolder;
import dev.drover.internal.host.UserFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The JVM's reports of native crashes outlive the run directory in which they are written: people read them afterwards.
 *
 * <p>They go to {@code crashes} in the user's state folder, or where that can't be written to a folder for temporary files; the
 * newest {@value #MOST} are kept. A report quotes the environment and memory of a worker, so the folder is the user's alone.
 */
final class KeptReports {
  static final int MOST = 50;
  private static final String PREFIX = "hs_err_";
  private static final String SUFFIX = ".log";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

  private final List<Path> folders;

  KeptReports(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  static KeptReports ofUser() {
    List<Path> folders = new ArrayList<>();
    UserFolder.STATE.find(System.getenv()).ifPresent(state -> folders.add(state.resolve("crashes")));
    String user = System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9]", "_");
    folders.add(Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "drover-crashes-" + user));
    return new KeptReports(folders);
  }

  /** Moves a report to where it stays; where nothing can be written it stays where it was. */
  Path keep(Path report, long pid) {
    String name = PREFIX + TIME.format(LocalDateTime.now(ZoneOffset.UTC)) + "-" + pid + SUFFIX;
    for (Path folder : folders) {
      Optional<Path> kept = move(report, folder, name);
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    return report;
  }

  private static Optional<Path> move(Path report, Path folder, String name) {
    try {
      PrivateFolder.make(folder);
      // Another file system, so no rename: whoever lists the folder meanwhile must not see half of it.
      Path part = Files.createTempFile(folder, "part", ".tmp");
      try {
        Files.copy(report, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
      trim(folder);
      Files.deleteIfExists(report);
      return Optional.of(folder.resolve(name));
    } catch (IOException | UncheckedIOException e) {
      Log.debug("keeping %s in %s".formatted(report, folder), e);
      return Optional.empty();
    }
  }

  /** The names begin with the time. */
  private static void trim(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> newestFirst = all
          .filter(f -> f.getFileName().toString().startsWith(PREFIX))
          .sorted(Comparator.comparing((Path f) -> f.getFileName().toString()).reversed())
          .toList();
      for (Path old : newestFirst.subList(Math.min(MOST, newestFirst.size()), newestFirst.size())) {
        Files.deleteIfExists(old);
      }
    }
  }
}
