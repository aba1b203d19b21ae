package dev.drover.internal.ipc.memory;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/** A lane of a mapped file. */
final class MappedLane implements Lane {
  private final MappedWords file;
  private final ByteBuffer bytes;
  private final int tail;
  private final int head;
  private final int asleep;

  MappedLane(MappedWords file, int lane) {
    this.file = file;
    this.bytes = file.bytes(RingLayout.data(lane), RingLayout.CAPACITY);
    this.tail = RingLayout.tail(lane);
    this.head = RingLayout.head(lane);
    this.asleep = RingLayout.asleep(lane);
  }

  @Override
  public int capacity() {
    return RingLayout.CAPACITY;
  }

  @Override
  public long tail() {
    return file.get(tail);
  }

  @Override
  public void tail(long value) {
    file.set(tail, value);
  }

  @Override
  public long head() {
    return file.get(head);
  }

  @Override
  public void head(long value) {
    file.set(head, value);
  }

  @Override
  public void asleep(boolean value) {
    file.set(asleep, value ? 1 : 0);
  }

  @Override
  public boolean isAsleep() {
    return file.get(asleep) == 1;
  }

  @Override
  public void fence() {
    VarHandle.fullFence();
  }

  @Override
  public void put(int at, ByteBuffer from, int count) {
    bytes.put(at, from, from.position(), count);
  }

  @Override
  public void get(int at, ByteBuffer to, int count) {
    to.put(to.position(), bytes, at, count);
  }
}
