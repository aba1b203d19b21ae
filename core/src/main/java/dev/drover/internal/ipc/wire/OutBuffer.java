package dev.drover.internal.ipc.wire;

import dev.drover.internal.codec.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Collects small writes for a channel. Not thread-safe. */
final class OutBuffer {
  private static final int CAPACITY = 64 << 10;

  private final WritableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);

  OutBuffer(WritableByteChannel channel) {
    this.channel = channel;
  }

  void putByte(int value) throws IOException {
    room(Byte.BYTES).put((byte) value);
  }

  void putShort(int value) throws IOException {
    room(Short.BYTES).putShort((short) value);
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
    for (ByteBuffer chunk : payload.chunks()) {
      put(chunk.duplicate());
    }
  }

  private void put(ByteBuffer from) throws IOException {
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
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }
}
