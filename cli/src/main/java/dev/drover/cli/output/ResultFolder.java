package dev.drover.cli.output;

import dev.drover.cli.input.Item;
import dev.drover.cli.problem.Problem;
import dev.drover.task.Failure;
import dev.drover.task.Timing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Results as files below one folder, in a mirror of the inputs' tree.
 *
 * <p>A file appears whole, by rename in its own folder, or not at all. Nothing is written outside, whatever an input is
 * called and wherever links in the folder lead. Places are settled when inputs are read ({@link #expect}), in their
 * order.
 */
public final class ResultFolder implements Results {
  private final Path folder;
  private final Path realFolder;
  private final Places places;
  private final Map<Long, Path> expected = new HashMap<>();
  private final Set<Path> visited = new HashSet<>();

  private ResultFolder(Path folder, Path realFolder, Places places) {
    this.folder = folder;
    this.realFolder = realFolder;
    this.places = places;
  }

  /**
   * Makes sure that the folder is there and can be written to.
   *
   * @param name as typed
   * @param suffix of results if the job has one; it takes the place of the inputs' own
   * @return the folder
   * @throws Problem if it can't be
   */
  public static ResultFolder open(String name, Optional<String> suffix) {
    Path folder = Path.of(name);
    try {
      Files.createDirectories(folder);
      Leftovers.sweep(folder);
      Path probe = Leftovers.temporary(folder);
      Files.write(probe, new byte[0]);
      Files.delete(probe);
      return new ResultFolder(
          folder, folder.toRealPath(), new Places(suffix.orElse(".out"), suffix.isPresent()));
    } catch (IOException e) {
      throw Problem.cannotRun("the folder '%s' of -o can't be written to: %s; give a folder that can"
          .formatted(folder, reason(e)));
    }
  }

  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  /**
   * An input was read: its place is settled.
   *
   * @param index which input
   * @param item the input
   */
  public void expect(long index, Item item) {
    Path place = places.assign(item.relative());
    synchronized (expected) {
      expected.put(index, place);
    }
  }

  @Override
  public void ok(long index, Item item, @Nullable Object value, Timing timing) throws IOException {
    Path place = takePlace(index);
    if (value != null) {
      write(folder.resolve(place), bytes(value));
    }
  }

  @Override
  public void failed(long index, Item item, Failure failure) {
    takePlace(index);
  }

  private Path takePlace(long index) {
    synchronized (expected) {
      Path place = expected.remove(index);
      if (place == null) {
        throw new IllegalStateException("input " + index + " has no place");
      }
      return place;
    }
  }

  private static byte[] bytes(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    String text = Values.text(value);
    return (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void write(Path file, byte[] bytes) throws IOException {
    Path parent = file.getParent() == null ? folder : file.getParent();
    if (visited.add(parent)) {
      prepare(parent);
    }
    Path temporary = Leftovers.temporary(parent);
    try {
      Files.write(temporary, bytes);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void prepare(Path parent) throws IOException {
    for (Path p = parent; !p.equals(folder) && p.getParent() != null; p = p.getParent()) {
      if (Files.exists(p, LinkOption.NOFOLLOW_LINKS)) {
        requireInside(p);
        break;
      }
    }
    Files.createDirectories(parent);
    requireInside(parent);
    Leftovers.sweep(parent);
  }

  private void requireInside(Path path) throws IOException {
    if (!path.toRealPath().startsWith(realFolder)) {
      throw new IOException("'%s' leads out of the folder of -o".formatted(path));
    }
  }
}
