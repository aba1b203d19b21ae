package dev.drover.internal.ipc.memory;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A lane of a mapped file. */
final class MappedLane implements Lane {
  private static final long YES = 1;
  private static final long NO = 2;

  private final RingFile owner;
  private final MappedWords file;
  private final int lane;
  private final ByteBuffer bytes;
  private final int grown;
  private final int tail;
  private final int lookout;
  private final int head;
  private final int asleep;

  /** Made for the first large array: a worker starts sooner without. */
  private @Nullable MemorySegment memory;

  MappedLane(RingFile owner, MappedWords file, int lane) {
    this.owner = owner;
    this.file = file;
    this.lane = lane;
    this.bytes = file.bytes(RingLayout.data(lane), RingLayout.LARGE);
    this.grown = RingLayout.grown(lane);
    this.tail = RingLayout.tail(lane);
    this.lookout = RingLayout.lookout(lane);
    this.head = RingLayout.head(lane);
    this.asleep = RingLayout.asleep(lane);
  }

  @Override
  public int capacity() {
    return RingLayout.CAPACITY;
  }

  @Override
  public int largeCapacity() {
    return RingLayout.LARGE;
  }

  @Override
  public boolean extend() {
    return owner.extend(lane);
  }

  @Override
  public long grown() {
    return file.get(grown);
  }

  @Override
  public void grown(long value) {
    file.set(grown, value);
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
  public void lookout(Lookout value) {
    file.set(lookout, switch (value) {
      case AS_LEARNT -> 0;
      case YES -> YES;
      case NO -> NO;
    });
  }

  @Override
  public Lookout lookout() {
    long value = file.get(lookout);
    if (value == YES) {
      return Lookout.YES;
    }
    return value == NO ? Lookout.NO : Lookout.AS_LEARNT;
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
  public void put(int at, MemorySegment from, long offset, long count) {
    MemorySegment.copy(from, offset, memory(), at, count);
  }

  @Override
  public void get(int at, MemorySegment to, long offset, long count) {
    MemorySegment.copy(memory(), at, to, offset, count);
  }

  private MemorySegment memory() {
    MemorySegment known = memory == null ? MemorySegment.ofBuffer(bytes) : memory;
    memory = known;
    return known;
  }

  @Override
  public void get(int at, ByteBuffer to, int count) {
    to.put(to.position(), bytes, at, count);
  }
}
