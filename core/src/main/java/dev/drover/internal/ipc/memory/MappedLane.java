package dev.drover.internal.ipc.memory;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/** A lane of a mapped file. */
final class MappedLane implements Lane {
  private final ByteBuffer file;
  private final ByteBuffer bytes;
  private final int tail;
  private final int head;
  private final int asleep;

  MappedLane(ByteBuffer file, int lane) {
    this.file = file;
    this.bytes = file.slice(RingLayout.data(lane), RingLayout.CAPACITY);
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
    return StatusLayout.get(file, tail);
  }

  @Override
  public void tail(long value) {
    StatusLayout.set(file, tail, value);
  }

  @Override
  public long head() {
    return StatusLayout.get(file, head);
  }

  @Override
  public void head(long value) {
    StatusLayout.set(file, head, value);
  }

  @Override
  public void asleep(boolean value) {
    StatusLayout.set(file, asleep, value ? 1 : 0);
  }

  @Override
  public boolean isAsleep() {
    return StatusLayout.get(file, asleep) == 1;
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
