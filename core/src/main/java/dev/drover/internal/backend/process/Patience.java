package dev.drover.internal.backend.process;

import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Failure.Unserializable.What;
import dev.drover.task.TaskOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How long code of the user's may take to write an input or to read a result in this process, and what is said of one that
 * takes longer.
 *
 * @param limit how long
 * @param reason why the item is stopped, if it is
 */
record Patience(Duration limit, Optional<String> reason) {
  private static final Duration USUAL = Duration.ofSeconds(30);
  /** The first value of its kind loads classes. */
  private static final Duration LEAST = Duration.ofSeconds(2);
  private static final Duration WHEN_STOPPED = Duration.ofSeconds(1);
  /** Slower than any machine reads plain objects. */
  private static final long BYTES_PER_SECOND = 10_000_000;

  private static final Set<String> HOOKS = Set.of(
      "readObject", "readExternal", "readResolve", "readObjectNoData", "writeObject", "writeExternal", "writeReplace", "<init>");
  private static final List<String> NOT_USERS =
      List.of("java.", "javax.", "jdk.", "sun.", "dev.drover.internal.codec.");
  /** Where code of the user's is called from. */
  private static final Set<String> CALLERS =
      Set.of(Results.class.getName(), Encoding.class.getName(), Functions.class.getName());

  /** A timeout of the call bounds this too: the value is a part of the item. */
  static Patience with(TaskOptions options, Optional<String> stopReason, long bytes) {
    Duration own = options.timeout().orElse(USUAL);
    Duration size = Duration.ofNanos(TimeUnit.SECONDS.toNanos(1) / BYTES_PER_SECOND * bytes);
    Duration limit = own.compareTo(LEAST) < 0 ? LEAST : own;
    return new Patience(stopReason.isPresent() ? WHEN_STOPPED : limit.plus(size), stopReason);
  }

  boolean isOver(long lastsNanos) {
    return lastsNanos > limit.toNanos();
  }

  /** Of an item whose input or result takes longer; in a stopped call it counts as stopped. */
  Failure verdict(What what, Thread thread, Evidence evidence) {
    List<StackTraceElement> stack = List.of(thread.getStackTrace());
    return reason.isPresent()
        ? new Failure.Cancelled(reason.get(), evidence.stack(stack))
        : new Failure.Unserializable(what, text(what, stack), evidence.stack(stack));
  }

  /** What takes so long, where, and the ways out. */
  String text(What what, List<StackTraceElement> stack) {
    String doing = what == What.RESULT ? "reading" : "writing";
    return "%s it in the caller's process was given up after %s, in %s; use plain data, or set a longer timeout"
        .formatted(doing, seconds(limit), culprit(stack));
  }

  static String seconds(Duration limit) {
    return String.format(Locale.ROOT, "%.1f s", limit.toMillis() / 1000.0).replace(".0 s", " s");
  }

  /** The innermost method that serialisation calls in a class of the user's; otherwise the innermost one of such a class. */
  static String culprit(List<StackTraceElement> stack) {
    List<StackTraceElement> users = stack.stream()
        .takeWhile(frame -> !CALLERS.contains(frame.getClassName()))
        .filter(Patience::isUsers)
        .toList();
    return users.stream()
        .filter(frame -> HOOKS.contains(frame.getMethodName()))
        .findFirst()
        .or(() -> users.stream().findFirst())
        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
        .orElse("classes of the JDK");
  }

  private static boolean isUsers(StackTraceElement frame) {
    return NOT_USERS.stream().noneMatch(frame.getClassName()::startsWith);
  }

  /** What is told of a thread that is left in there, since it can't be killed. */
  static String leftBehind(Thread thread) {
    return "thread '%s' was left behind in %s, which does not end: a thread can't be killed"
        .formatted(thread.getName(), culprit(List.of(thread.getStackTrace())));
  }
}
