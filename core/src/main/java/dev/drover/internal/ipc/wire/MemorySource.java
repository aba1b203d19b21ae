package dev.drover.internal.ipc.wire;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ReadableByteChannel;

/** A channel that copies straight into any memory, arrays of numbers included, which no buffer can stand for. */
public interface MemorySource extends ReadableByteChannel {
  /**
   * Waits for a byte of the rest of something that is on its way.
   *
   * @param to where to
   * @param at where in it to begin; below its size
   * @return how many bytes were read; -1 at the end
   * @throws IOException as for a buffer
   */
  long read(MemorySegment to, long at) throws IOException;
}
