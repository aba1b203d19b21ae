package dev.drover.internal.ipc.memory;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** What files that processes have mapped have in common: words of 64 bits, in the byte order of the machine. */
final class Words {
  private static final int CHUNK = 1 << 20;
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

  /** Zeros, written and not just sized: a store into a page that the file system has no room for would be fatal later. */
  static void fill(FileChannel channel, long size) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(CHUNK, size));
    for (long left = size; left > 0; ) {
      zeros.clear().limit((int) Math.min(left, zeros.capacity()));
      left -= channel.write(zeros);
    }
  }
}
