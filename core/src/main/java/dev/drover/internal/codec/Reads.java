package dev.drover.internal.codec;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * What a {@link CodeWalk} found.
 *
 * @param fields the statics that may be read
 * @param files the class files that it went through
 */
record Reads(Set<Field> fields, Map<Class<?>, byte[]> files) {
  /** Whether the classes are still what they were: JShell replaces the code of a method in place. */
  boolean isCurrent(ParentClasses classes) {
    return files.entrySet().stream()
        .allMatch(e -> classes.typed(e.getKey()).filter(now -> Arrays.equals(now, e.getValue())).isPresent());
  }

  /** Whether workers may have other versions of these classes; then their loaders have new numbers now. */
  boolean renewed(ParentClasses classes) {
    return files.entrySet().stream().filter(e -> classes.renewIfServedOtherwise(e.getKey(), e.getValue())).count() > 0;
  }
}
