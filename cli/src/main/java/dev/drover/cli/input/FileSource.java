package dev.drover.cli.input;

import dev.drover.cli.problem.Problem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Files named by arguments: a name that is there is a file, whatever it contains; else a glob is one. */
final class FileSource implements Source {
  private final List<String> arguments;
  private final Consumer<String> warnings;
  private final Map<Integer, GlobWalk> begun = new HashMap<>();

  /**
   * Looks for the first file of each glob, so that one without any is known before the run.
   *
   * @param arguments as typed
   * @param warnings who is told of folders that can't be read
   */
  FileSource(List<String> arguments, Consumer<String> warnings) {
    this.arguments = List.copyOf(arguments);
    this.warnings = warnings;
    for (int i = 0; i < arguments.size(); i++) {
      if (isGlob(arguments.get(i))) {
        begun.put(i, begin(arguments.get(i)));
      }
    }
  }

  static boolean exists(String argument) {
    return !argument.isEmpty() && argument.indexOf('\0') < 0
        && Files.exists(Path.of(argument), LinkOption.NOFOLLOW_LINKS);
  }

  static boolean isGlob(String argument) {
    return Glob.isPattern(argument) && !exists(argument);
  }

  private GlobWalk begin(String pattern) {
    GlobWalk walk = new GlobWalk(Glob.parse(pattern), warnings);
    if (!walk.hasNext()) {
      throw Problem.usage("no file matches '%s' in %s; check it with ls, ** goes into subfolders, and declare the "
          .formatted(pattern, Path.of("").toAbsolutePath()) + "type to take it as text: 'String s -> ...'");
    }
    return walk;
  }

  @Override
  public Iterator<Item> iterator() {
    return new AllItems();
  }

  private Iterator<Item> items(int argument) {
    GlobWalk walk = begun.get(argument);
    String text = arguments.get(argument);
    if (walk == null) {
      return List.of(Item.of(Path.of(text))).iterator();
    }
    return new GlobItems(walk, Glob.parse(text).base());
  }

  /** The files of one glob. */
  private record GlobItems(GlobWalk walk, Path base) implements Iterator<Item> {
    @Override
    public boolean hasNext() {
      return walk.hasNext();
    }

    @Override
    public Item next() {
      return new Item(walk.next(), base);
    }
  }

  /** The files of all arguments. A stream's flatMap would not do: its iterator reads a whole glob at once. */
  private final class AllItems implements Iterator<Item> {
    private int argument;
    private Iterator<Item> current = Collections.emptyIterator();

    @Override
    public boolean hasNext() {
      while (!current.hasNext() && argument < arguments.size()) {
        current = items(argument++);
      }
      return current.hasNext();
    }

    @Override
    public Item next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return current.next();
    }
  }

  @Override
  public OptionalLong count() {
    long count = 0;
    for (String argument : arguments) {
      count += isGlob(argument) ? count(new GlobWalk(Glob.parse(argument), quiet -> { })) : 1;
    }
    return OptionalLong.of(count);
  }

  private static long count(GlobWalk walk) {
    long count = 0;
    for (; walk.hasNext() && !Thread.currentThread().isInterrupted(); walk.next()) {
      count++;
    }
    return count;
  }

  @Override
  public String description() {
    String first = String.join(" ", arguments.stream().limit(3).map(a -> "'" + a + "'").toList());
    return "files " + first + (arguments.size() > 3 ? " and %d more".formatted(arguments.size() - 3) : "");
  }
}
