package dev.drover.internal.ipc.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Words of 64 bits in mapped memory, in the byte order of the machine. Those of a {@link Cell} are for who uses several of
 * them at a time, and asks once whether it is open. Thread-safe.
 */
public class Words {
  private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment memory;

  Words(MemorySegment memory) {
    this.memory = memory;
  }

  /**
   * A word, with the memory effects of an acquire.
   *
   * @param at where, in bytes
   * @return what is there
   */
  public long get(long at) {
    return (long) WORD.getAcquire(memory, at);
  }

  /**
   * Changes a word, with the memory effects of a release.
   *
   * @param at where, in bytes
   * @param value what will be there
   */
  public void set(long at, long value) {
    WORD.setRelease(memory, at, value);
  }

  /**
   * Changes a word if it is as expected, with the memory effects of volatile access.
   *
   * @param at where, in bytes
   * @param expected what is there
   * @param value what will be there
   * @return whether it was so
   */
  public boolean compareAndSet(long at, long expected, long value) {
    return WORD.compareAndSet(memory, at, expected, value);
  }
}
