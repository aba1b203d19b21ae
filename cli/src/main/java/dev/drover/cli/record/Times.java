package dev.drover.cli.record;

import dev.drover.cli.disk.PrivateFolder;
import dev.drover.cli.function.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The journals of the jobs that were run last, one for each JOB and working directory: how long their items took. */
public final class Times {
  static final int KEPT = 100;
  private static final System.Logger LOGGER = System.getLogger("dev.drover");
  private static final String SUFFIX = ".times";
  /** What the library's journals begin with. */
  private static final String BEGINNING = "drover-times ";
  private static final int NAME_LENGTH = 24;

  private final Optional<Path> folder;

  /**
   * Those of a user.
   *
   * @param state the user's state folder; empty if there is none, and then there are no journals
   */
  public Times(Optional<Path> state) {
    this.folder = state.map(s -> s.resolve("times"));
  }

  /**
   * The journal of a job.
   *
   * @param head what is run
   * @return a file that need not exist; empty where nothing can be written
   */
  public Optional<Path> of(RunRecord.Head head) {
    try {
      if (folder.isPresent()) {
        PrivateFolder.make(folder.get());
        Path file = folder.get().resolve(name(head) + SUFFIX);
        trim(folder.get(), file);
        dropOther(file);
        return Optional.of(file);
      }
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "times are not remembered", e);
    }
    return Optional.empty();
  }

  private static String name(RunRecord.Head head) {
    return Hash.of(head.directory() + "\0" + head.job()).substring(0, NAME_LENGTH);
  }

  /** The folder is the command's own: what is no journal there is of another version, or damaged. */
  private static void dropOther(Path file) throws IOException {
    if (Files.exists(file)) {
      String beginning;
      try (InputStream in = Files.newInputStream(file)) {
        beginning = new String(in.readNBytes(BEGINNING.length()), StandardCharsets.ISO_8859_1);
      }
      if (!BEGINNING.startsWith(beginning)) {
        Files.delete(file);
      }
    }
  }

  /** Another process may trim at the same moment. */
  private static void trim(Path folder, Path own) throws IOException {
    record Dated(Path file, FileTime time) {}
    List<Dated> others = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : (Iterable<Path>) all.filter(f -> !f.equals(own))::iterator) {
        others.add(new Dated(file, Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0)));
      }
    }
    others.sort(Comparator.comparing(Dated::time).reversed());
    for (Dated old : others.subList(Math.min(KEPT - 1, others.size()), others.size())) {
      Files.deleteIfExists(old.file());
    }
  }
}
