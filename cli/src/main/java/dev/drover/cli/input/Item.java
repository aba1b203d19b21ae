package dev.drover.cli.input;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * One input.
 *
 * @param value a text, a file or a number
 * @param base the folder that its place in a mirrored tree is relative to; empty for the working directory
 */
public record Item(Object value, Path base) {
  private static final Path HERE = Path.of("");

  static Item of(Object value) {
    return new Item(value, HERE);
  }

  /**
   * Its name in a mirrored tree, as far as it has one.
   *
   * @return may be absolute or lead upwards, where the input does
   */
  public Path relative() {
    if (value instanceof Path path) {
      return base.equals(HERE) ? path : base.relativize(path);
    }
    try {
      return Path.of(value.toString());
    } catch (InvalidPathException e) {
      return Path.of(Integer.toHexString(value.hashCode()));
    }
  }
}
