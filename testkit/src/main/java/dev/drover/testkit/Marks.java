package dev.drover.testkit;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What tasks leave for a test to see, across processes: each mark is a file, so none is lost when its process is killed.
 *
 * @param folder where the files are
 */
public record Marks(String folder) implements Serializable {
  /**
   * Marks in a new folder.
   *
   * @param folder is made
   * @return none yet
   */
  public static Marks in(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Marks(folder.toString());
  }

  /**
   * Leaves a mark.
   *
   * @param text letters and digits
   */
  public void add(String text) {
    try {
      Files.write(Path.of(folder, text + "@" + UUID.randomUUID()), new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Leaves the id of this process.
   *
   * @return the id
   */
  public long addPid() {
    long pid = ProcessHandle.current().pid();
    add(Long.toString(pid));
    return pid;
  }

  /**
   * All marks so far.
   *
   * @return their texts, sorted
   */
  public List<String> all() {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files.map(f -> f.getFileName().toString()).map(n -> n.substring(0, n.indexOf('@'))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until there are so many.
   *
   * @param count at least
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public void await(int count) throws InterruptedException {
    Until.isTrue("there are " + count + " marks in " + folder, () -> all().size() >= count);
  }
}
