package dev.drover.internal.ipc.ring;

import java.nio.ByteBuffer;

/** Bytes that tell where they belong. */
final class Pattern {
  private Pattern() {}

  static ByteBuffer bytes(long from, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = at(from + i);
    }
    return ByteBuffer.wrap(bytes);
  }

  static void check(long from, ByteBuffer bytes) {
    for (int i = 0; bytes.hasRemaining(); i++) {
      byte seen = bytes.get();
      if (seen != at(from + i)) {
        throw new AssertionError("byte %d is %d instead of %d".formatted(from + i, seen, at(from + i)));
      }
    }
  }

  private static byte at(long position) {
    return (byte) (position * 31 + (position >>> 8) * 7 + (position >>> 16));
  }
}
