package dev.drover.internal.codec;

import dev.drover.task.Failure.Unserializable.What;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a value can't travel, in the words of its author: the variable or field, its class, and the ways out. */
final class Explanation {
  private static final String CAPTURED =
      "%s inside the function, keep it in a static holder, or make it a field marked transient";
  private static final String GIVEN =
      "give what it is made from, such as a name, a path or an address, and %s inside the function";
  private static final String RETURNED = "return what the caller needs of it: a text, a number, a record, the bytes";

  private Explanation() {}

  static NotEncodableException of(@Nullable Object value, Throwable failure) {
    if (failure instanceof StackOverflowError) {
      String message = "the value is nested too deeply: make it flatter, or send it in parts";
      return new NotEncodableException(type(value), message, failure);
    }
    return culprit(value)
        .map(c -> new NotEncodableException(detail(c), what -> message(value, c, what), failure))
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

  private static String message(@Nullable Object value, Culprit c, What what) {
    return LambdaShape.isLambda(c.part().getClass())
        ? plainLambda(c)
        : where(value, c) + ", which is not Serializable: " + wayOut(c, what);
  }

  private static String where(@Nullable Object value, Culprit c) {
    if (c.function().isPresent()) {
      return where(c.function().get().place(), c);
    }
    if (value != null && !c.path().isEmpty() && FunctionClass.isOne(value.getClass())) {
      String fromVariable = c.path().substring(1);
      return where(FunctionClass.place(value.getClass()), new Culprit(fromVariable, c.part(), c.function()));
    }
    return c.path().isEmpty() ? "the value is a " + type(c.part()) : "it leads to " + detail(c);
  }

  private static String where(String function, Culprit c) {
    int end = (int) c.path().chars().takeWhile(ch -> ch != '.' && ch != '[').count();
    String variable = c.path().substring(0, end);
    String captures = "%s captures '%s'".formatted(function, variable);
    return end == c.path().length()
        ? "%s (%s)".formatted(captures, type(c.part()))
        : "%s, which leads to %s".formatted(captures, detail(c));
  }

  /** A result has left the function, so nothing can be opened inside of it any more; what a function captures has not. */
  private static String wayOut(Culprit c, What what) {
    Optional<String> closed = Modules.wayOut(c.part().getClass());
    if (closed.isPresent()) {
      return closed.get();
    }
    if (c.path().equals("this") || c.path().equals(".this")) {
      return "copy the fields that the function uses to local variables, or make the method that it calls static";
    }
    return switch (what) {
      case RESULT -> RETURNED;
      case INPUT -> (c.function().isPresent() ? CAPTURED : GIVEN).formatted(make(c.part()));
      case FUNCTION -> CAPTURED.formatted(make(c.part()));
    };
  }

  private static String make(Object part) {
    return switch (part) {
      case Thread _, Executor _ -> "start it";
      case ClassLoader _ -> "load classes by their names";
      case AutoCloseable _ -> "open it";
      default -> "make it";
    };
  }

  private static String plainLambda(Culprit c) {
    String types =
        Stream.of(c.part().getClass().getInterfaces()).map(Class::getTypeName).collect(Collectors.joining(" & "));
    String place = c.path().isEmpty() ? "a lambda" : "the lambda in " + c.path();
    return "%s that is only a %s can't travel to another process: declare it as a dev.drover.task.Call, VoidCall or Fn"
        .formatted(place, types);
  }
}
