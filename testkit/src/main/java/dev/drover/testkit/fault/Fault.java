package dev.drover.testkit.fault;

import java.io.Serializable;
import java.time.Duration;

/**
 * One fault, to be struck inside a task: {@code Fault.exit(3).strike()}. Immutable; it travels to workers, as an input
 * or captured by a function.
 *
 * <p>A fault that would harm the process is refused in a process that is no worker of Drover, such as the test's own.
 *
 * @param kind what it does, and which verdict follows
 * @param amount a status, a number of bytes or of milliseconds, by its kind; 0 where there is nothing to choose
 */
public record Fault(FaultKind kind, long amount) implements Serializable {
  private static final int LARGEST_STATUS = 255;
  private static final long LEAK_BYTES = 10L << 20;

  /** Checks the amount. */
  public Fault {
    if (amount < 0) {
      throw new IllegalArgumentException("the amount of fault %s is %d; it must be 0 or more".formatted(kind, amount));
    }
  }

  /**
   * A fault that needs no amount.
   *
   * @param kind which
   * @return the fault
   */
  private static Fault of(FaultKind kind) {
    return new Fault(kind, 0);
  }

  /**
   * Ends the process by {@code abort}.
   *
   * @return {@link FaultKind#CRASH}
   */
  public static Fault crash() {
    return of(FaultKind.CRASH);
  }

  /**
   * Writes to address 0.
   *
   * @return {@link FaultKind#SEGV}
   */
  public static Fault segv() {
    return of(FaultKind.SEGV);
  }

  /**
   * Sleeps for ever, until it is interrupted.
   *
   * @return {@link FaultKind#HANG}
   */
  public static Fault hang() {
    return of(FaultKind.HANG);
  }

  /**
   * Computes for ever, whoever interrupts it.
   *
   * @return {@link FaultKind#HANG_UNINTERRUPTIBLY}
   */
  public static Fault hangUninterruptibly() {
    return of(FaultKind.HANG_UNINTERRUPTIBLY);
  }

  /**
   * Fills the heap.
   *
   * @return {@link FaultKind#OOM}
   */
  public static Fault oom() {
    return of(FaultKind.OOM);
  }

  /**
   * Fills the memory for classes.
   *
   * @return {@link FaultKind#METASPACE}
   */
  public static Fault metaspace() {
    return of(FaultKind.METASPACE);
  }

  /**
   * Fills the memory for direct buffers.
   *
   * @return {@link FaultKind#DIRECT_MEMORY}
   */
  public static Fault directMemory() {
    return of(FaultKind.DIRECT_MEMORY);
  }

  /**
   * Recurses without end.
   *
   * @return {@link FaultKind#STACK_OVERFLOW}
   */
  public static Fault stackOverflow() {
    return of(FaultKind.STACK_OVERFLOW);
  }

  /**
   * Calls {@link System#exit}.
   *
   * @param status 0 to 255
   * @return {@link FaultKind#EXIT}
   */
  public static Fault exit(int status) {
    return new Fault(FaultKind.EXIT, checked(status));
  }

  /**
   * Calls {@link Runtime#halt}.
   *
   * @param status 0 to 255
   * @return {@link FaultKind#HALT}
   */
  public static Fault halt(int status) {
    return new Fault(FaultKind.HALT, checked(status));
  }

  /**
   * Keeps 10 MB for ever at each call.
   *
   * @return {@link FaultKind#LEAK}
   */
  public static Fault leak() {
    return new Fault(FaultKind.LEAK, LEAK_BYTES);
  }

  /**
   * Starts a process that outlives the item.
   *
   * @return {@link FaultKind#FORK_CHILD}
   */
  public static Fault forkChild() {
    return of(FaultKind.FORK_CHILD);
  }

  /**
   * Prints to standard output.
   *
   * @param bytes how many; 1 GiB is {@code 1L << 30}
   * @return {@link FaultKind#PRINT_MUCH}
   */
  public static Fault printMuch(long bytes) {
    return new Fault(FaultKind.PRINT_MUCH, bytes);
  }

  /**
   * Returns an object that is slow to write.
   *
   * @param time how long writing it takes
   * @return {@link FaultKind#SLOW_SERIALISE}
   */
  public static Fault slowSerialise(Duration time) {
    return new Fault(FaultKind.SLOW_SERIALISE, time.toMillis());
  }

  /**
   * Returns an object that is slow to read.
   *
   * @param time how long reading it takes
   * @return {@link FaultKind#SLOW_DESERIALISE}
   */
  public static Fault slowDeserialise(Duration time) {
    return new Fault(FaultKind.SLOW_DESERIALISE, time.toMillis());
  }

  /**
   * Throws an exception that can't be read.
   *
   * @return {@link FaultKind#THROWS_UNSERIALISABLE}
   */
  public static Fault throwsUnserialisable() {
    return of(FaultKind.THROWS_UNSERIALISABLE);
  }

  /**
   * Returns an object that can't be written.
   *
   * @return {@link FaultKind#RETURNS_UNSERIALISABLE}
   */
  public static Fault returnsUnserialisable() {
    return of(FaultKind.RETURNS_UNSERIALISABLE);
  }

  /**
   * Freezes its process.
   *
   * @return {@link FaultKind#SIGSTOP_ITSELF}
   */
  public static Fault sigstopItself() {
    return of(FaultKind.SIGSTOP_ITSELF);
  }

  /**
   * Does it, here and now.
   *
   * @return what the task is to return, if there is a return
   * @throws Exception what the task is to throw
   * @throws IllegalStateException if it would harm a process that is no worker
   */
  public Object strike() throws Exception {
    if (kind.harmsProcess()) {
      Guard.requireWorker(kind);
    }
    return Strikes.strike(kind, amount);
  }

  private static int checked(int status) {
    if (status < 0 || status > LARGEST_STATUS) {
      throw new IllegalArgumentException(
          "exit status is %d; it must be 0 to %d: a process has no other".formatted(status, LARGEST_STATUS));
    }
    return status;
  }
}
