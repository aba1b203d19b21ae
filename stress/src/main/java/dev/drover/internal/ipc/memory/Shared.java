package dev.drover.internal.ipc.memory;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;

/** A lane so small that jcstress can make millions: the words are written and read by the code of the real ones. */
final class Shared {
  private static final int TAIL = 0;
  private static final int ASLEEP = 128;
  private static final int BYTES = 256;

  private final MappedWords words = new MappedWords(Arena.global(), ByteBuffer.allocate(BYTES + 1));
  private final ByteBuffer bytes = words.bytes(BYTES, 1);

  long tail() {
    return words.get(TAIL);
  }

  void tail(long value) {
    words.set(TAIL, value);
  }

  long asleep() {
    return words.get(ASLEEP);
  }

  void asleep(long value) {
    words.set(ASLEEP, value);
  }

  byte get() {
    return bytes.get(0);
  }

  void put(byte value) {
    bytes.put(0, value);
  }
}
