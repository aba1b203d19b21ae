package dev.drover.internal.host;

import java.io.FileInputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/**
 * What the calling thread has done so far: of two of these, how long it waited in between for something else than a core.
 *
 * <p>Linux keeps it in {@code /proc/thread-self/schedstat}: nanoseconds on a core, nanoseconds ready but without one, turns. That
 * a thread had to queue for a core is not waiting, which no other source tells. The time on a core is brought up to date at each
 * turn and each tick of the kernel, some milliseconds: so differences are neither rounded nor cut at zero here, and whoever adds
 * them up over several ticks is right. A thread that had no new turn has waited for nothing.
 *
 * <p>Elsewhere the platform's bean is asked, if the JVM has the module; it is looked up by name, since Drover needs no module but
 * {@code java.base}. It takes some 40 ms to load, once, so nobody asks before there is an item worth it. A virtual thread has no
 * such figures.
 *
 * @param at on the scale of {@link System#nanoTime()}
 * @param running nanoseconds on a core
 * @param queued nanoseconds ready to run, without a core
 * @param turns how often it was given a core; always the same where nobody counts
 */
public record ThreadTimes(long at, long running, long queued, long turns) {
  private static final String FILE = "/proc/thread-self/schedstat";
  private static final int LONGEST = 96;
  private static final int NUMBERS = 3;

  /** Found when it is asked for, which is never where the file is there. */
  private static final class Bean {
    private static final Optional<MethodHandle> CPU_TIME = find();

    private static Optional<MethodHandle> find() {
      try {
        Class<?> factory = Class.forName("java.lang.management.ManagementFactory");
        Class<?> type = Class.forName("java.lang.management.ThreadMXBean");
        Object bean = factory.getMethod("getThreadMXBean").invoke(null);
        return Optional.of(MethodHandles.publicLookup()
            .findVirtual(type, "getCurrentThreadCpuTime", MethodType.methodType(long.class))
            .bindTo(bean));
      } catch (ReflectiveOperationException | LinkageError absent) {
        return Optional.empty();
      }
    }
  }

  /**
   * Between two moments.
   *
   * @param waited nanoseconds for something else than a core; only the sum of many is exact, and one may be below zero
   * @param of nanoseconds in all, without those in the queue for a core: they tell of the machine and not of the item
   */
  public record Span(long waited, long of) {}

  /**
   * Of the calling thread.
   *
   * @return empty if nothing tells, as on a virtual thread
   */
  public static Optional<ThreadTimes> now() {
    if (Thread.currentThread().isVirtual()) {
      return Optional.empty();
    }
    Optional<ThreadTimes> kept = kept();
    return kept.isPresent() ? kept : asked();
  }

  /** From the kernel's file; without a reader or a pattern, since this stands beside items of some hundred microseconds. */
  static Optional<ThreadTimes> kept() {
    byte[] text = new byte[LONGEST];
    try (FileInputStream file = new FileInputStream(FILE)) {
      int length = file.read(text);
      return parse(text, Math.max(0, length), System.nanoTime());
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }

  static Optional<ThreadTimes> parse(byte[] text, int length, long at) {
    long[] numbers = new long[NUMBERS];
    int number = 0;
    for (int i = 0; i < length && number < NUMBERS; i++) {
      if (text[i] >= '0' && text[i] <= '9') {
        numbers[number] = numbers[number] * 10 + text[i] - '0';
      } else {
        number++;
      }
    }
    boolean counted = number >= NUMBERS - 1 && numbers[NUMBERS - 1] > 0; // a kernel that doesn't count writes zeros
    return counted ? Optional.of(new ThreadTimes(at, numbers[0], numbers[1], numbers[2])) : Optional.empty();
  }

  static Optional<ThreadTimes> asked() {
    try {
      if (Bean.CPU_TIME.isEmpty()) {
        return Optional.empty();
      }
      long cpu = (long) Bean.CPU_TIME.get().invokeExact();
      return cpu < 0 ? Optional.empty() : Optional.of(new ThreadTimes(System.nanoTime(), cpu, 0, -1));
    } catch (Throwable unsupported) { // a JVM may refuse
      return Optional.empty();
    }
  }

  /**
   * What was between this moment and a later one of the same thread.
   *
   * @param later of the same thread
   * @return how long it waited
   */
  public Span until(ThreadTimes later) {
    long of = later.at - at - (later.queued - queued);
    boolean neverLeft = turns >= 0 && later.turns == turns;
    return new Span(neverLeft ? 0 : of - (later.running - running), of);
  }
}
