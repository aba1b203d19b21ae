package dev.drover.cli.output;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Results as text for people and for the next command of a pipe. */
final class Values {
  private Values() {}

  /** One text: arrays show their elements, an optional what is in it. */
  static String text(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(Values::text).orElse("");
    }
    if (value instanceof Collection<?> collection) {
      return list(collection.iterator());
    }
    if (value instanceof Map<?, ?> map) {
      StringJoiner entries = new StringJoiner(", ", "{", "}");
      map.forEach((k, v) -> entries.add(text(k) + "=" + text(v)));
      return entries.toString();
    }
    return value != null && value.getClass().isArray() ? list(elements(value)) : String.valueOf(value);
  }

  private static String list(Iterator<?> elements) {
    StringJoiner joined = new StringJoiner(", ", "[", "]");
    elements.forEachRemaining(e -> joined.add(text(e)));
    return joined.toString();
  }

  /** The elements of an array of any type; may contain null. */
  static Iterator<?> elements(Object array) {
    List<@Nullable Object> all = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      all.add(Array.get(array, i));
    }
    return all.iterator();
  }
}
