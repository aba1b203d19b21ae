package dev.drover.cli.function;

import java.util.Map;

/**
 * A function's classes, ready to be loaded.
 *
 * @param mainClass the one that is the function, or that was asked for
 * @param classes the bytes of each by its name
 */
record Compiled(String mainClass, Map<String, byte[]> classes) {
  Compiled {
    classes = Map.copyOf(classes);
  }
}
