package dev.drover.internal.ipc.wire;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;

/** A channel that copies straight out of any memory, arrays of numbers included, which no buffer can stand for. */
public interface MemorySink extends WritableByteChannel {
  /**
   * Writes some of it, at least a byte.
   *
   * @param from whence
   * @param at where in it to begin; below its size
   * @return how many bytes were written
   * @throws IOException as for a buffer
   */
  long write(MemorySegment from, long at) throws IOException;
}
