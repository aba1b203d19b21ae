package dev.drover.internal.ipc.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A way for bytes that can be written without waking whoever reads them. One thread at a time. */
public interface QuietChannel extends WritableByteChannel {
  /**
   * Whether there is room at this moment.
   *
   * @param bytes how many
   * @return true if they can be written without waiting
   * @throws IOException if the connection is gone
   */
  boolean hasRoom(int bytes) throws IOException;

  /**
   * Writes all of it, for which there has to be room.
   *
   * @param from the bytes
   * @return whether the reader sleeps, so that {@link #ring} has to follow
   * @throws IOException if the connection is gone
   */
  boolean writeQuietly(ByteBuffer from) throws IOException;

  /**
   * Wakes the reader if that was left to this call; every other write does it too.
   *
   * @throws IOException if the connection is gone
   */
  void ring() throws IOException;
}
