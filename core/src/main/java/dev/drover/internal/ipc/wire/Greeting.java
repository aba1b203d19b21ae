package dev.drover.internal.ipc.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/** The first frame of a connection, taken in piece by piece from somebody who need not be a worker at all. */
public final class Greeting {
  /** What a connection has to begin with: no other frame and no other protocol has it. */
  public static final int PROTOCOL_VERSION = 5;

  private static final int LONGEST = 512;
  private static final int LENGTH_AT = 24;

  private final ByteBuffer bytes = ByteBuffer.allocate(LONGEST);

  /**
   * Reads what is there.
   *
   * @param from does not block
   * @return the greeting once it is complete
   * @throws IOException if it ends early or is no greeting
   */
  public Optional<Frame.Hello> read(ReadableByteChannel from) throws IOException {
    if (from.read(bytes) < 0) {
      throw new IOException("connection ended before a greeting");
    }
    if (bytes.position() > 0 && bytes.get(0) != FrameType.HELLO) {
      throw new IOException("connection begins with %d instead of a greeting".formatted(bytes.get(0)));
    }
    return complete() ? Optional.of(parse()) : Optional.empty();
  }

  private boolean complete() throws IOException {
    if (bytes.position() < FrameType.HEADER) {
      return false;
    }
    long length = bytes.getLong(LENGTH_AT);
    long shortest = Integer.BYTES + Secret.BYTES;
    if (length < shortest || length > LONGEST - FrameType.HEADER) {
      throw new IOException("greeting has %d bytes; it must have %d to %d".formatted(
          length, shortest, LONGEST - FrameType.HEADER));
    }
    return bytes.position() >= FrameType.HEADER + length;
  }

  private Frame.Hello parse() throws IOException {
    ReadableByteChannel source =
        Channels.newChannel(new java.io.ByteArrayInputStream(bytes.array(), 0, bytes.position()));
    Optional<Frame> frame = new FrameReader(new InBuffer(source)).read();
    if (frame.isPresent() && frame.get() instanceof Frame.Hello hello) {
      return hello;
    }
    throw new IOException("connection does not begin with a greeting");
  }
}
