package dev.drover.cli.input;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Walks the files of a glob, one folder at a time, in the order of their names. Only folders where something can
 * match are opened; one that can't be read is warned about and passed over. Loops of links end, since {@code **} goes
 * through no links and the other segments are finite.
 */
final class GlobWalk implements Iterator<Path> {
  private final Glob glob;
  private final Consumer<String> warnings;
  private final Deque<Level> levels = new ArrayDeque<>();
  private Optional<Path> ahead = Optional.empty();

  /** A folder that is being read. */
  private record Level(Path folder, Iterator<String> names, Set<Glob.Place> state) {}

  /**
   * A walk that has not begun.
   *
   * @param glob what to match
   * @param warnings who is told of folders that can't be read
   */
  GlobWalk(Glob glob, Consumer<String> warnings) {
    this.glob = glob;
    this.warnings = warnings;
    if (Files.isDirectory(folder(glob.base()))) {
      open(glob.base(), glob.start());
    }
  }

  @Override
  public boolean hasNext() {
    while (ahead.isEmpty() && !levels.isEmpty()) {
      Level level = levels.peek();
      if (level.names().hasNext()) {
        ahead = visit(level, level.names().next());
      } else {
        levels.pop();
      }
    }
    return ahead.isPresent();
  }

  @Override
  public Path next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Path found = ahead.orElseThrow();
    ahead = Optional.empty();
    return found;
  }

  private Optional<Path> visit(Level level, String name) {
    Set<Glob.Place> state = glob.next(level.state(), name, false);
    if (state.isEmpty()) {
      return Optional.empty();
    }
    Path path = level.folder().resolve(name);
    boolean folder = Files.isDirectory(path);
    if (folder) {
      descend(level, path, name, state);
    }
    return folder == glob.foldersOnly() && glob.accepts(state) ? Optional.of(path) : Optional.empty();
  }

  private void descend(Level level, Path path, String name, Set<Glob.Place> state) {
    boolean link = !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    Set<Glob.Place> below = link ? glob.next(level.state(), name, true) : state;
    if (glob.goesOn(below)) {
      open(path, below);
    }
  }

  private void open(Path folder, Set<Glob.Place> state) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder(folder))) {
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    } catch (IOException | DirectoryIteratorException e) {
      warnings.accept("folder '%s' can't be read and is passed over: %s"
          .formatted(folder, e.getClass().getSimpleName()));
    }
    Collections.sort(names);
    levels.push(new Level(folder, names.iterator(), state));
  }

  /** The working directory has an empty path, which can't be opened. */
  private static Path folder(Path path) {
    return path.toString().isEmpty() ? Path.of(".") : path;
  }
}
