package dev.drover.internal.ipc.guard;

import dev.drover.internal.host.ProcessStat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A process as it stands in a word of shared memory: its number and the low bits of when it started, so that another
 * process that is given the same number is not taken for it. Never 0.
 */
/*
 *     55           24 23            0
 *    +---------------+---------------+
 *    | pid           | start         |   in clock ticks since the machine started, or in 10 ms where that is not known
 *    +---------------+---------------+
 *
 * A process that has the same number and starts the same number of ticks modulo 2^24 later, which is a multiple of 46
 * hours to 10 ms, is taken for the dead one. Accepted.
 */
public final class Owner {
  /** How many bits of a word it takes. */
  static final int BITS = 56;

  private static final int START_BITS = 24;
  private static final long START_MASK = (1L << START_BITS) - 1;
  private static final boolean PROC = ProcessStat.isThere();
  private static final long SELF = of(ProcessHandle.current().pid());

  private Owner() {}

  /**
   * This process.
   *
   * @return its word
   */
  public static long self() {
    return SELF;
  }

  /**
   * The number of a process.
   *
   * @param owner its word
   * @return as the operating system has it
   */
  public static long pid(long owner) {
    return owner >>> START_BITS;
  }

  private static long of(long pid) {
    return (pid << START_BITS) | (start(pid).orElse(0) & START_MASK);
  }

  /**
   * Whether a process is gone. One that is dead and not yet waited for by its parent is.
   *
   * @param owner its word
   * @return false if that can't be told
   */
  public static boolean isDead(long owner) {
    if (owner == SELF) {
      return false;
    }
    try {
      OptionalLong start = start(pid(owner));
      return start.isEmpty() || (start.getAsLong() & START_MASK) != (owner & START_MASK);
    } catch (UncheckedIOException unknown) {
      // This process may have too many files open. Who is taken for dead loses a lock, so nobody is without a reason.
      return false;
    }
  }

  /** Empty if there is no such process that lives. */
  private static OptionalLong start(long pid) {
    return PROC
        ? startByProc(pid)
        : ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .map(p -> OptionalLong.of(p.info().startInstant().map(Instant::toEpochMilli).orElse(0L) / 10))
            .orElse(OptionalLong.empty());
  }

  private static OptionalLong startByProc(long pid) {
    try {
      return ProcessStat.fields(pid, ProcessStat.START)
          .filter(f -> !"ZXx".contains(f[ProcessStat.STATE]))
          .map(f -> OptionalLong.of(Long.parseLong(f[ProcessStat.START])))
          .orElse(OptionalLong.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
