package dev.drover.testkit.fault;

import dev.drover.task.Failure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of faults, each with the verdict that worker processes give. A verdict that names a timeout needs one in
 * the options of the call; without it the item runs for ever.
 */
public enum FaultKind {
  /**
   * Native code calls {@code abort}: the process dies of SIGABRT. {@link Failure.Crashed}, signal 6, without a report.
   */
  CRASH(Harm.PROCESS, Failure.Crashed.class),

  /** Native memory at address 0 is written. {@link Failure.Crashed}, signal 11, with the JVM's report. */
  SEGV(Harm.PROCESS, Failure.Crashed.class),

  /** Sleeps without end; an interrupt ends it. {@link Failure.TimedOut}, and the worker lives on. */
  HANG(Harm.ITEM, Failure.TimedOut.class),

  /** Computes without end and ignores interrupts. {@link Failure.TimedOut}, and the worker is killed. */
  HANG_UNINTERRUPTIBLY(Harm.PROCESS, Failure.TimedOut.class),

  /** Fills the heap. {@link Failure.OutOfMemory}. */
  OOM(Harm.PROCESS, Failure.OutOfMemory.class),

  /**
   * Defines classes until there is no room for another. {@link Failure.OutOfMemory}; give workers a small
   * {@code -XX:MaxMetaspaceSize}, since the JVM has no limit by default.
   */
  METASPACE(Harm.PROCESS, Failure.OutOfMemory.class),

  /** Fills the memory for direct buffers, by default as large as the heap. {@link Failure.OutOfMemory}. */
  DIRECT_MEMORY(Harm.PROCESS, Failure.OutOfMemory.class),

  /** Calls itself without end. {@link Failure.Threw} with a {@link StackOverflowError}; the worker lives on. */
  STACK_OVERFLOW(Harm.ITEM, Failure.Threw.class),

  /** Calls {@link System#exit} with a status. {@link Failure.Exited}. */
  EXIT(Harm.PROCESS, Failure.Exited.class),

  /** Calls {@link Runtime#halt} with a status. {@link Failure.Exited}. */
  HALT(Harm.PROCESS, Failure.Exited.class),

  /**
   * Keeps so many bytes in a static field, at each call some more. It succeeds; the worker dies of it sooner or later,
   * at an item that may be innocent and runs again.
   */
  LEAK(Harm.PROCESS, null),

  /** Starts a process that outlives the item, {@code sleep 60}. It succeeds, with the id of that process. */
  FORK_CHILD(Harm.PROCESS, null),

  /** Prints so many bytes. It succeeds. */
  PRINT_MUCH(Harm.ITEM, null),

  /** Returns an object that takes so many milliseconds to be written. {@link Failure.TimedOut} if that is too long. */
  SLOW_SERIALISE(Harm.ITEM, Failure.TimedOut.class),

  /** Returns an object that takes so many milliseconds to be read, in the caller's process. It succeeds, late. */
  SLOW_DESERIALISE(Harm.ITEM, null),

  /** Throws an exception that can't be read. {@link Failure.Threw} with its parts as data. */
  THROWS_UNSERIALISABLE(Harm.ITEM, Failure.Threw.class),

  /** Returns an object that can't be written. {@link Failure.Unserializable}. */
  RETURNS_UNSERIALISABLE(Harm.ITEM, Failure.Unserializable.class),

  /**
   * Freezes its own process with SIGSTOP. {@link Failure.Stalled} when the frozen worker has been found and killed, as often as
   * crashes are retried: each time costs about three seconds, or a timeout if there is a shorter one.
   */
  SIGSTOP_ITSELF(Harm.PROCESS, Failure.Stalled.class);

  /** What a fault harms. */
  private enum Harm {
    /** Nobody but the item. */
    ITEM,
    /** The process that runs it, so that it is refused in any but a worker. */
    PROCESS
  }

  private final Harm harm;
  private final @Nullable Class<? extends Failure> verdict;

  FaultKind(Harm harm, @Nullable Class<? extends Failure> verdict) {
    this.harm = harm;
    this.verdict = verdict;
  }

  /**
   * What worker processes say of an item that is struck.
   *
   * @return the type of the failure, or empty if the item succeeds
   */
  public Optional<Class<? extends Failure>> verdict() {
    return Optional.ofNullable(verdict);
  }

  /**
   * Whether it harms more than the item: it is refused outside of worker processes then.
   *
   * @return true if the process may die of it or stay damaged
   */
  public boolean harmsProcess() {
    return harm == Harm.PROCESS;
  }
}
