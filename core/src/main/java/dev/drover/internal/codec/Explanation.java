package dev.drover.internal.codec;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a value can't travel, in the words of its author: the variable or field, its class, and the ways out. */
final class Explanation {
  private static final String WAYS_OUT =
      "open it inside the function, keep it in a static holder, or make it a field marked transient";

  private Explanation() {}

  static NotEncodableException of(@Nullable Object value, Throwable failure) {
    if (failure instanceof StackOverflowError) {
      String message = "the value is nested too deeply: make it flatter, or send it in parts";
      return new NotEncodableException(type(value), message, failure);
    }
    return culprit(value)
        .map(c -> new NotEncodableException(detail(c), message(c), failure))
        .orElseGet(() -> unknown(value, failure));
  }

  private static String type(@Nullable Object value) {
    return value == null ? "null" : value.getClass().getTypeName();
  }

  /** The search runs code of the user (iterators, sizes), which may be what failed in the first place. */
  private static Optional<Culprit> culprit(@Nullable Object value) {
    try {
      return Culprit.in(value);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return Optional.empty();
    }
  }

  private static NotEncodableException unknown(@Nullable Object value, Throwable failure) {
    String type = type(value);
    return new NotEncodableException(
        type, "a %s can't travel to another process: %s".formatted(type, failure), failure);
  }

  private static String detail(Culprit c) {
    return c.path().isEmpty() ? type(c.part()) : "%s (%s)".formatted(c.path(), type(c.part()));
  }

  private static String message(Culprit c) {
    return LambdaShape.isLambda(c.part().getClass())
        ? plainLambda(c)
        : where(c) + ", which is not Serializable: " + wayOut(c);
  }

  private static String where(Culprit c) {
    if (c.function().isEmpty()) {
      return c.path().isEmpty() ? "the value is a " + type(c.part()) : detail(c);
    }
    int end = (int) c.path().chars().takeWhile(ch -> ch != '.' && ch != '[').count();
    String variable = c.path().substring(0, end);
    String captures = "%s captures '%s'".formatted(c.function().get().place(), variable);
    return end == c.path().length()
        ? "%s (%s)".formatted(captures, type(c.part()))
        : "%s, which leads to %s".formatted(captures, detail(c));
  }

  private static String wayOut(Culprit c) {
    Optional<String> closed = Modules.wayOut(c.part().getClass());
    boolean enclosing = c.path().equals("this");
    String open = enclosing
        ? "copy the fields that the function uses to local variables, or make the method that it calls static"
        : WAYS_OUT;
    return closed.orElse(open);
  }

  private static String plainLambda(Culprit c) {
    String types =
        Stream.of(c.part().getClass().getInterfaces()).map(Class::getTypeName).collect(Collectors.joining(" & "));
    String place = c.path().isEmpty() ? "a lambda" : "the lambda in " + c.path();
    return "%s that is only a %s can't travel to another process: declare it as a dev.drover.task.Call, VoidCall or Fn"
        .formatted(place, types);
  }
}
