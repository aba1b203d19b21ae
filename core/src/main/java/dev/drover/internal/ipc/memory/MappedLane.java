package dev.drover.internal.ipc.memory;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/** A lane of a mapped file. */
final class MappedLane implements Lane {
  private final MemorySegment file;
  private final ByteBuffer bytes;
  private final long tail;
  private final long head;
  private final long asleep;

  MappedLane(MemorySegment file, int lane) {
    this.file = file;
    this.bytes = file.asSlice(RingLayout.data(lane), RingLayout.CAPACITY).asByteBuffer();
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
    return RingLayout.get(file, tail);
  }

  @Override
  public void tail(long value) {
    RingLayout.set(file, tail, value);
  }

  @Override
  public long head() {
    return RingLayout.get(file, head);
  }

  @Override
  public void head(long value) {
    RingLayout.set(file, head, value);
  }

  @Override
  public void asleep(boolean value) {
    RingLayout.set(file, asleep, value ? 1 : 0);
  }

  @Override
  public boolean isAsleep() {
    return RingLayout.get(file, asleep) == 1;
  }

  @Override
  public boolean wake() {
    return RingLayout.exchange(file, asleep, 0) == 1;
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
