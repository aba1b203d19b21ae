package dev.drover.internal.ipc.wire;

import dev.drover.internal.codec.Payload;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;

/** Collects small writes for a channel. Not thread-safe. */
final class OutBuffer {
  private static final int CAPACITY = 64 << 10;

  private final WritableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);

  /** A socket would copy the array into native memory of its size first, of which a task may have left none. */
  private final boolean takesArrays;

  OutBuffer(WritableByteChannel channel) {
    this.channel = channel;
    this.takesArrays = !(channel instanceof SocketChannel);
  }

  /** How many bytes are kept back. */
  int size() {
    return buffer.position();
  }

  void putInt(int value) throws IOException {
    room(Integer.BYTES).putInt(value);
  }

  void putLong(long value) throws IOException {
    room(Long.BYTES).putLong(value);
  }

  void putBytes(byte[] bytes) throws IOException {
    put(ByteBuffer.wrap(bytes));
  }

  void putPayload(Payload payload) throws IOException {
    if (payload.size() <= CAPACITY) {
      payload.copyTo(room((int) payload.size()));
      return;
    }
    for (ByteBuffer chunk : payload.chunks()) {
      put(chunk);
    }
  }

  /** All of it, without a buffer in between where the channel can do that. */
  void putMemory(MemorySegment from) throws IOException {
    long size = from.byteSize();
    flush();
    for (long done = 0; done < size; ) {
      done += channel instanceof MemorySink sink ? sink.write(from, done) : buffered(from, done);
    }
  }

  private long buffered(MemorySegment from, long at) throws IOException {
    long n = Math.min(CAPACITY, from.byteSize() - at);
    MemorySegment.copy(from, at, MemorySegment.ofBuffer(buffer), 0, n);
    buffer.position((int) n);
    flush();
    return n;
  }

  /** The 32 bytes that every frame begins with; the layout is in the README. */
  void putHeader(int type, int flags, int item, long batch, long extra, long length) throws IOException {
    room(FrameType.HEADER)
        .put((byte) type)
        .put((byte) flags)
        .putShort((short) 0)
        .putInt(item)
        .putLong(batch)
        .putLong(extra)
        .putLong(length);
  }

  private void put(ByteBuffer from) throws IOException {
    if (from.remaining() <= buffer.remaining()) {
      buffer.put(from);
      return;
    }
    if (takesArrays) {
      flush();
      writeFully(from);
      return;
    }
    while (from.hasRemaining()) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int n = Math.min(buffer.remaining(), from.remaining());
      buffer.put(from.slice(from.position(), n));
      from.position(from.position() + n);
    }
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  void flush() throws IOException {
    buffer.flip();
    writeFully(buffer);
    buffer.clear();
  }

  /** Without waiting; true if nothing is left to do, and nobody has to be woken. */
  boolean tryFlush(QuietChannel to) throws IOException {
    if (!to.hasRoom(buffer.position())) {
      return false;
    }
    buffer.flip();
    boolean sleeps = to.writeQuietly(buffer);
    buffer.clear();
    return !sleeps;
  }

  private void writeFully(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      channel.write(from);
    }
  }
}
