package dev.drover.internal.codec;

import dev.drover.task.Broadcast;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a value that can't travel, and the way to it: found by going through the value as the encoder does.
 *
 * @param path from the value to the part, empty for the value itself; a captured variable begins with its name
 * @param part what can't travel
 * @param function the innermost function on the way
 */
record Culprit(String path, Object part, Optional<LambdaShape> function) {
  /** Far more than a message is worth waiting for. */
  private static final int MOST_PARTS = 1_000_000;

  /** The first one, if it can be seen at all. */
  static Optional<Culprit> in(@Nullable Object value) {
    return new Search().visit(value, "", Optional.empty(), 0);
  }

  /** One run through a value. */
  private static final class Search {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    Optional<Culprit> visit(@Nullable Object value, String path, Optional<LambdaShape> function, int depth) {
      if (value == null || depth > Encoder.DEEPEST || seen.size() > MOST_PARTS || !seen.add(value)) {
        return Optional.empty();
      }
      if (!canTravel(value)) {
        return Optional.of(new Culprit(path, value, function));
      }
      Optional<LambdaShape> lambda = LambdaShape.of(value);
      return lambda.isPresent() ? captured(lambda.get(), depth) : parts(value, path, function, depth);
    }

    private Optional<Culprit> captured(LambdaShape lambda, int depth) {
      for (int i = 0; i < lambda.captured(); i++) {
        Optional<Culprit> found = visit(lambda.captured(i), lambda.name(i), Optional.of(lambda), depth + 1);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }

    private Optional<Culprit> parts(Object value, String path, Optional<LambdaShape> function, int depth) {
      if (Forms.of(value.getClass()).kind() == Form.Kind.LEAF || Codecs.handles(value.getClass())) {
        return Optional.empty();
      }
      for (Parts.Part p : Parts.of(value)) {
        Optional<Culprit> found = visit(p.value(), path + p.step(), function, depth + 1);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }

    private static boolean canTravel(Object value) {
      // its value does
      boolean hasForm = value instanceof Broadcast<?> || !Forms.of(value.getClass()).equals(Forms.JDK);
      return hasForm || (value instanceof Serializable && !(value instanceof Path));
    }
  }
}
