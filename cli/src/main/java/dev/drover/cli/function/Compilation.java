package dev.drover.cli.function;

import java.util.List;
import java.util.Map;

/**
 * What the compiler made.
 *
 * @param classes the bytes of each class by its name; empty if there are errors
 * @param errors in the order of the source
 */
record Compilation(Map<String, byte[]> classes, List<CompileError> errors) {
  Compilation {
    classes = Map.copyOf(classes);
    errors = List.copyOf(errors);
  }

  boolean succeeded() {
    return errors.isEmpty();
  }
}
