package dev.drover;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The children of this process, and which child of which parent it is itself. Thread-safe. */
final class Children {
  static final String LIMIT = "drover.children";

  private static final String MAIN = "main";
  private static final int LEAST_LIMIT = 64;
  private static final int PER_CORE = 8;
  private static final Children PROCESS = new Children();

  private volatile @Nullable ChildIdentity own;

  // guarded by this
  private final Set<ChildProcess<?>> active = new LinkedHashSet<>();
  private int numbered;

  private Children() {}

  static Children process() {
    return PROCESS;
  }

  // --- who is who ---

  /** This process is a child from now on. */
  void become(ChildIdentity identity) {
    own = identity;
  }

  NamedProcess current() {
    return new NamedProcess(identity().map(ChildIdentity::name).orElse(MAIN), ProcessHandle.current());
  }

  /** Empty too if the parent has ended, and this process is about to. */
  Optional<NamedProcess> parent() {
    return identity().flatMap(i ->
        ProcessHandle.of(i.parentPid()).map(handle -> new NamedProcess(i.parentName(), handle)));
  }

  private Optional<ChildIdentity> identity() {
    return Optional.ofNullable(own);
  }

  ChildIdentity next(Optional<String> name) {
    String path = identity().map(i -> i.path() + ":").orElse("") + number();
    return new ChildIdentity(name.orElse("child-" + path), path, current().name(), current().pid());
  }

  private synchronized int number() {
    return ++numbered;
  }

  // --- those that live ---

  synchronized void begin(ChildProcess<?> child) {
    int most = limit();
    if (active.size() >= most) {
      throw new IllegalStateException(
          ("child process '%s' can't be started: %d children of this process live, and no more may; "
              + "wait for one of them to end, or allow more with -D%s=N")
              .formatted(child.name(), active.size(), LIMIT));
    }
    active.add(child);
  }

  private static int limit() {
    return Integer.getInteger(LIMIT, Math.max(LEAST_LIMIT, PER_CORE * Runtime.getRuntime().availableProcessors()));
  }

  synchronized void end(ChildProcess<?> child) {
    active.remove(child);
  }

  synchronized List<ChildProcess<?>> active() {
    return List.copyOf(active);
  }

  /** The end of a program: daemons are killed, the others waited for. */
  void endAll() {
    List<ChildProcess<?>> all = active();
    all.forEach(ChildProcess::finish);
    all.forEach(ChildProcess::awaitEnd);
  }
}
