package dev.drover.internal.ipc.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/** Words of 64 bits in mapped memory, in the byte order of the machine. */
final class Words {
  private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

  private Words() {}

  /** A word, with the memory effects of an acquire. */
  static long get(MemorySegment file, long at) {
    return (long) WORD.getAcquire(file, at);
  }

  /** Changes a word, with the memory effects of a release. */
  static void set(MemorySegment file, long at, long value) {
    WORD.setRelease(file, at, value);
  }
}
