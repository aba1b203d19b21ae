package dev.drover.internal.ipc.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Words of 64 bits in mapped memory, in the byte order of the machine. For who uses several words of a {@link Cell} at a
 * time and has asked once, by {@link Cell#memory()}, whether it is open.
 */
public final class Words {
  private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

  private Words() {}

  /**
   * A word, with the memory effects of an acquire.
   *
   * @param memory mapped
   * @param at where, in bytes
   * @return what is there
   */
  public static long get(MemorySegment memory, long at) {
    return (long) WORD.getAcquire(memory, at);
  }

  /**
   * Changes a word, with the memory effects of a release.
   *
   * @param memory mapped
   * @param at where, in bytes
   * @param value what will be there
   */
  public static void set(MemorySegment memory, long at, long value) {
    WORD.setRelease(memory, at, value);
  }

  /**
   * Changes a word if it is as expected, with the memory effects of volatile access.
   *
   * @param memory mapped
   * @param at where, in bytes
   * @param expected what is there
   * @param value what will be there
   * @return whether it was so
   */
  public static boolean compareAndSet(MemorySegment memory, long at, long expected, long value) {
    return WORD.compareAndSet(memory, at, expected, value);
  }
}
