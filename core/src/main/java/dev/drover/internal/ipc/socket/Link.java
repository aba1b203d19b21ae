package dev.drover.internal.ipc.socket;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bytes there and back over a connected socket. Only {@code begin} and {@code await} wait. One thread may read while
 * another one writes; any may close.
 */
interface Link extends AutoCloseable {
  /** What has to be done before all else, in this time. Waits. */
  void begin(long nanos) throws IOException;

  /** Takes in what is there: how many bytes; 0 if nothing is there now, -1 if nothing will come any more. */
  int read(ByteBuffer into) throws IOException;

  /** Hands over what there is room for; how many bytes. */
  int write(ByteBuffer from) throws IOException;

  /** Hands over what {@link #write} has kept back; whether nothing is left. */
  boolean flush() throws IOException;

  /** Waits until there may be something to read; returns early if the thread is interrupted or the link closed. */
  void awaitReadable(long nanos) throws IOException;

  /** Waits until there may be room to write; returns early if the thread is interrupted or the link closed. */
  void awaitWritable(long nanos) throws IOException;

  /** Ends it for both sides. Idempotent. */
  @Override
  void close();
}
