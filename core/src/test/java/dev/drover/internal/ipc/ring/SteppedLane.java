package dev.drover.internal.ipc.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.ipc.Actor;
import dev.drover.internal.ipc.Word;
import dev.drover.internal.ipc.memory.Lane;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** A lane as one of the threads sees it that go through all orders of their steps, right or with a mistake. */
record SteppedLane(SteppedLane.Shared shared, SteppedLane.Mistake mistake, SteppedLane.Late late) implements Lane, Bell {
  /** How many bytes a sender sends. */
  static final int BYTES = 2;

  /** What could be wrong with the protocol. */
  enum Mistake {
    NONE,
    /** The full fences are left out: either side may look before its own store is seen. */
    NO_FENCE,
    /** The receiver looks before it marks itself asleep. */
    LOOKS_FIRST,
    /** The sender asks for the mark before it publishes. */
    ASKS_FIRST,
    /** The sender does not wait until the ring is empty before it makes it a large one. */
    GROWS_EARLY
  }

  /** What the two threads share. */
  static final class Shared {
    final Word tail = new Word();
    final Word head = new Word();
    final Word asleep = new Word();
    final Word grown = new Word();
    final byte[] bytes = new byte[16];
    int rung;
    boolean ended;
  }

  /** What a mistake does too early or too late. */
  static final class Late {
    boolean wasAsleep;
    boolean toMark;
    boolean grows;
  }

  SteppedLane(Shared shared, Mistake mistake) {
    this(shared, mistake, new Late());
  }

  /** Whoever comes here. */
  private static Actor actor() {
    return Actor.current();
  }

  @Override
  public int capacity() {
    return 8;
  }

  @Override
  public int largeCapacity() {
    return shared.bytes.length;
  }

  @Override
  public boolean extend() {
    late.grows = mistake == Mistake.GROWS_EARLY;
    if (!late.grows) {
      actor().await(() -> shared.head.value() == shared.tail.value());
    }
    return true;
  }

  @Override
  public long grown() {
    return actor().load(shared.grown);
  }

  @Override
  public void grown(long value) {
    late.grows = false;
    actor().store(shared.grown, value);
  }

  @Override
  public long tail() {
    return actor().load(shared.tail);
  }

  @Override
  public void tail(long value) {
    if (mistake == Mistake.ASKS_FIRST) {
      late.wasAsleep = actor().load(shared.asleep) == 1;
    }
    actor().store(shared.tail, value);
  }

  @Override
  public long head() {
    return actor().load(late.grows ? shared.tail : shared.head);
  }

  @Override
  public void head(long value) {
    actor().store(shared.head, value);
  }

  @Override
  public void asleep(boolean value) {
    late.toMark = value && mistake == Mistake.LOOKS_FIRST;
    if (!late.toMark) {
      actor().store(shared.asleep, value ? 1 : 0);
    }
  }

  @Override
  public boolean isAsleep() {
    return mistake == Mistake.ASKS_FIRST ? late.wasAsleep : actor().load(shared.asleep) == 1;
  }

  @Override
  public void lookout(Lookout value) {
    throw new AssertionError("nobody here waits for an answer");
  }

  @Override
  public Lookout lookout() {
    return Lookout.AS_LEARNT;
  }

  @Override
  public void fence() {
    if (mistake != Mistake.NO_FENCE) {
      actor().fence();
    }
  }

  @Override
  public void put(int at, ByteBuffer from, int count) {
    from.duplicate().get(shared.bytes, at, count);
  }

  @Override
  public void put(int at, MemorySegment from, long offset, long count) {
    MemorySegment.copy(from, offset, MemorySegment.ofArray(shared.bytes), at, count);
  }

  @Override
  public void get(int at, MemorySegment to, long offset, long count) {
    MemorySegment.copy(MemorySegment.ofArray(shared.bytes), at, to, offset, count);
  }

  @Override
  public void get(int at, ByteBuffer to, int count) {
    to.duplicate().put(shared.bytes, at, count);
  }

  @Override
  public void ring() {
    actor().fence(); // a call of the system
    shared.rung++;
  }

  @Override
  public boolean await() {
    if (late.toMark) {
      actor().store(shared.asleep, 1);
    }
    actor().fence();
    actor().await(() -> shared.rung > 0 || shared.ended);
    boolean heard = shared.rung > 0;
    shared.rung = 0;
    return heard;
  }

  @Override
  public boolean hasEnded() {
    return shared.ended;
  }

  @Override
  public void close() {
    shared.ended = true;
  }

  /** The sender: one byte after the other. */
  void send() throws IOException {
    RingSink sink = new RingSink(this, this);
    for (byte i = 1; i <= BYTES; i++) {
      assertThat(sink.write(ByteBuffer.wrap(new byte[] {i}))).isEqualTo(1);
    }
  }
}
