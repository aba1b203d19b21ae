package dev.drover.internal.ipc.wire;

import dev.drover.internal.codec.Payload;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Reads ahead from a channel. Not thread-safe. */
final class InBuffer {
  private static final int CAPACITY = 64 << 10;
  /** Large bodies are kept in pieces, so that none needs an array of its whole size. */
  private static final int PIECE = 4 << 20;

  private final ReadableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY).limit(0);

  /** A socket would fill native memory as large as the piece first, of which a task may have left none. */
  private final boolean fillsArrays;

  InBuffer(ReadableByteChannel channel) {
    this.channel = channel;
    this.fillsArrays = !(channel instanceof SocketChannel);
  }

  /** Whether there is another byte; waits for it. */
  boolean await() throws IOException {
    return buffer.hasRemaining() || fill();
  }

  boolean hasBuffered() {
    return buffer.hasRemaining();
  }

  int buffered() {
    return buffer.remaining();
  }

  boolean isFull() {
    return buffer.remaining() == CAPACITY;
  }

  /** A byte that is buffered, so far behind the next one. */
  int peekByte(int at) {
    return buffer.get(buffer.position() + at) & 0xff;
  }

  long peekLong(int at) {
    return buffer.getLong(buffer.position() + at);
  }

  int getByte() throws IOException {
    return need(Byte.BYTES).get() & 0xff;
  }

  int getShort() throws IOException {
    return need(Short.BYTES).getShort();
  }

  int getInt() throws IOException {
    return need(Integer.BYTES).getInt();
  }

  long getLong() throws IOException {
    return need(Long.BYTES).getLong();
  }

  byte[] getBytes(int count) throws IOException {
    byte[] bytes = new byte[count];
    fillFully(bytes);
    return bytes;
  }

  /** Reads so many bytes; if there is no memory for them, reads them all the same and tells. */
  Cargo getCargo(long size) throws IOException {
    return size <= CAPACITY ? smallCargo((int) size) : largeCargo(size);
  }

  private Cargo smallCargo(int size) throws IOException {
    byte[] bytes;
    try {
      bytes = new byte[size];
    } catch (OutOfMemoryError full) {
      skip(size);
      return new Cargo.TooLarge(size);
    }
    fillFully(bytes);
    return Cargo.of(Payload.owned(bytes, size));
  }

  private void fillFully(byte[] bytes) throws IOException {
    for (int done = 0; done < bytes.length; ) {
      need(1);
      int n = Math.min(bytes.length - done, buffer.remaining());
      buffer.get(bytes, done, n);
      done += n;
    }
  }

  private Cargo largeCargo(long size) throws IOException {
    List<ByteBuffer> pieces = new ArrayList<>();
    long left = size;
    while (left > 0) {
      ByteBuffer piece = pieceOrEmpty((int) Math.min(left, PIECE));
      if (piece.capacity() == 0) {
        pieces.clear();
        skip(left);
        return new Cargo.TooLarge(size);
      }
      fillFully(piece);
      pieces.add(piece.flip());
      left -= piece.capacity();
    }
    return Cargo.of(Payload.of(pieces));
  }

  private static ByteBuffer pieceOrEmpty(int size) {
    try {
      return ByteBuffer.allocate(size);
    } catch (OutOfMemoryError tooLarge) {
      return ByteBuffer.allocate(0);
    }
  }

  /** Fills all of it, without a buffer in between where the channel can do that. */
  void getMemory(MemorySegment to) throws IOException {
    long size = to.byteSize();
    for (long done = 0; done < size; ) {
      if (channel instanceof MemorySource source && !buffer.hasRemaining()) {
        long n = source.read(to, done);
        requireMore(n >= 0);
        done += n;
      } else {
        done += buffered(to, done);
      }
    }
  }

  private long buffered(MemorySegment to, long at) throws IOException {
    need(1);
    int n = (int) Math.min(buffer.remaining(), to.byteSize() - at);
    MemorySegment.copy(MemorySegment.ofBuffer(buffer), 0, to, at, n);
    buffer.position(buffer.position() + n);
    return n;
  }

  void skip(long bytes) throws IOException {
    long left = bytes;
    while (left > 0) {
      need(1);
      int n = (int) Math.min(left, buffer.remaining());
      buffer.position(buffer.position() + n);
      left -= n;
    }
  }

  private void fillFully(ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (fillsArrays && !buffer.hasRemaining()) {
        requireMore(channel.read(into) >= 0);
      } else {
        need(1);
        int n = Math.min(into.remaining(), buffer.remaining());
        into.put(buffer.slice(buffer.position(), n));
        buffer.position(buffer.position() + n);
      }
    }
  }

  private ByteBuffer need(int bytes) throws IOException {
    while (buffer.remaining() < bytes) {
      requireMore(fill());
    }
    return buffer;
  }

  private static void requireMore(boolean more) throws EOFException {
    if (!more) {
      throw new EOFException("connection ended in the middle of a frame");
    }
  }

  /** Reads once; false at the end. */
  boolean fill() throws IOException {
    buffer.compact();
    try {
      return channel.read(buffer) >= 0;
    } finally {
      buffer.flip();
    }
  }
}
