package dev.drover.internal.ipc.socket;

import dev.drover.internal.codec.Payload;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The message that is coming in. Memory is taken as bytes arrive, not as they are announced; a length that is too large
 * is refused before. For one thread at a time.
 */
/*
 *     header: 8 bytes, how many follow --whole--> body --whole--> taken: next header
 *
 * Small messages are read ahead into a buffer, of which several may be taken. Large ones go into pieces of their own.
 */
final class Incoming {
  static final int HEADER = Long.BYTES;

  private static final int BUFFER = 16 << 10;
  private static final int LARGEST_PIECE = 1 << 20;

  private final Link link;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private final ByteBuffer header = ByteBuffer.allocate(HEADER);
  private List<ByteBuffer> pieces = new ArrayList<>();
  private ByteBuffer piece = header;
  private long announced;
  private long left;
  private long most;
  private boolean ended;

  /** Takes no message of more than this many bytes. */
  Incoming(Link link, long most) {
    this.link = link;
    this.most = most;
  }

  void limit(long bytes) {
    most = bytes;
  }

  /** Takes in what is there; whether a message is whole, or nothing will come any more. */
  boolean advance() throws IOException {
    while (!isWhole() && !ended) {
      if (!buffer.hasRemaining() && !fill()) {
        return ended;
      }
      take();
    }
    return true;
  }

  /** Whether there is a message to {@link #remove}. */
  boolean isWhole() {
    return !inHeader() && left == 0;
  }

  @SuppressWarnings("ReferenceEquality") // which of the buffers it is
  private boolean inHeader() {
    return piece == header;
  }

  /** Large parts go where they belong without a copy. */
  private boolean fill() throws IOException {
    boolean large = !inHeader() && piece.remaining() >= BUFFER;
    int got = large ? link.read(piece) : fillBuffer();
    if (got < 0) {
      end();
    } else if (large) {
      taken(got);
    }
    return got > 0;
  }

  private int fillBuffer() throws IOException {
    buffer.clear();
    try {
      return link.read(buffer);
    } finally {
      buffer.flip();
    }
  }

  private void end() throws EOFException {
    ended = true;
    if (header.position() > 0 || !inHeader()) {
      throw new EOFException("the connection ended in the middle of a message");
    }
  }

  private void take() throws IOException {
    int n = Math.min(buffer.remaining(), piece.remaining());
    piece.put(buffer.slice(buffer.position(), n));
    buffer.position(buffer.position() + n);
    taken(n);
  }

  private void taken(int bytes) throws IOException {
    if (!inHeader()) {
      left -= bytes;
    }
    if (!piece.hasRemaining()) {
      next();
    }
  }

  /** A piece is full. If there is no memory for the next one, nothing has changed, and it can be tried again. */
  private void next() throws IOException {
    if (inHeader()) {
      begin();
    }
    ByteBuffer following = ByteBuffer.allocate((int) Math.min(left, LARGEST_PIECE));
    if (!inHeader()) {
      pieces.add(piece);
    }
    piece = following;
  }

  private void begin() throws IOException {
    announced = header.getLong(0);
    left = announced;
    if (announced < 0 || announced > most) {
      ended = true;
      throw new IOException(
          "a message of %,d bytes is announced; no more than %,d are taken".formatted(announced, most));
    }
  }

  /** The message that is whole; the next one may come in. */
  Payload remove() {
    Payload message = pieces.size() == 1
        ? Payload.owned(pieces.getFirst().array(), (int) announced)
        : Payload.of(pieces.stream().map(ByteBuffer::flip).toList());
    pieces = new ArrayList<>();
    header.clear();
    piece = header;
    return message;
  }
}
