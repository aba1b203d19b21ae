package dev.drover.internal.ipc.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A lane so small that jcstress can make millions: the words are written and read by the code of the real ones. */
final class Shared {
  private static final int TAIL = 0;
  private static final int ASLEEP = 128;
  private static final int BYTES = 256;

  private final ByteBuffer memory = ByteBuffer.allocate(BYTES + 1).order(ByteOrder.nativeOrder());

  long tail() {
    return StatusLayout.get(memory, TAIL);
  }

  void tail(long value) {
    StatusLayout.set(memory, TAIL, value);
  }

  long asleep() {
    return StatusLayout.get(memory, ASLEEP);
  }

  void asleep(long value) {
    StatusLayout.set(memory, ASLEEP, value);
  }

  byte get() {
    return memory.get(BYTES);
  }

  void put(byte value) {
    memory.put(BYTES, value);
  }
}
