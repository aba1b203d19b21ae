package dev.drover.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.codec.Payload;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRingTest {
  private static final long BEFORE_THE_COUNT_OVERFLOWS = 0xFFFF_FFF0L;

  private static Payload record(int length, int fill) {
    byte[] bytes = new byte[length + 3];
    Arrays.fill(bytes, (byte) fill);
    return length % 2 == 0
        ? Payload.owned(bytes, length)
        : Payload.of(List.of(ByteBuffer.wrap(bytes, 0, length / 2), ByteBuffer.wrap(bytes, 0, length - length / 2)));
  }

  private static ByteRing ring(long size) {
    MemorySegment memory = Arena.ofAuto().allocate(size + 8, 8);
    memory.asSlice(size).fill((byte) 42);
    return new ByteRing(memory.asSlice(0, size));
  }

  private static long next(ByteRing ring, long head) {
    long start = ring.start(head);
    return ring.next(start, ring.get(start));
  }

  @ParameterizedTest
  @ValueSource(longs = {64, 65, 72, 79, 80, 1000, 1001, 4095})
  void recordsComeInTheirOrderWhateverTheirSizeAndThatOfTheRing(long size) {
    ByteRing ring = ring(size);
    Random random = new Random(size);
    Deque<byte[]> model = new ArrayDeque<>();
    long head = BEFORE_THE_COUNT_OVERFLOWS;
    long tail = head;
    int longest = (int) ByteRing.longest(size);
    for (int i = 0; i < 10_000; i++) {
      Payload record = record(random.nextInt(longest + 1), i);
      long next = random.nextInt(5) == 0 ? ByteRing.NONE : ring.append(head, tail, record);
      if (next != ByteRing.NONE) {
        model.add(record.bytes());
        tail = next;
      } else if (!model.isEmpty()) {
        assertThat(ring.get(ring.start(head)).bytes()).isEqualTo(model.remove());
        head = next(ring, head);
      }
      assertThat(ByteRing.count(head, tail)).isEqualTo(model.size());
      assertThat(ring.all(head, tail).stream().map(Payload::bytes)).containsExactly(model.toArray(byte[][]::new));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {64, 65, 72, 79, 80, 1000, 1001})
  void theLongestRecordFitsIntoAnEmptyRingWhereverThatBegins(long size) {
    ByteRing ring = ring(size);
    long end = 0;
    for (int i = 0; i < 1000; i++) {
      assertThat(ring.append(end, end, record((int) ByteRing.longest(size), i))).isNotEqualTo(ByteRing.NONE);
      long tail = ring.append(end, end, record(i % 8, i));
      end = next(ring, end);
      assertThat(end).isEqualTo(tail);
    }
  }

  @Test
  void aFullRingTakesNoMoreAndIsNotTakenForAnEmptyOne() {
    ByteRing ring = ring(64);
    long tail = 0;
    for (int i = 0; i < 4; i++) {
      tail = ring.append(0, tail, record(12, i));
    }
    assertThat(ByteRing.count(0, tail)).isEqualTo(4);
    assertThat(ring.append(0, tail, record(0, 0))).isEqualTo(ByteRing.NONE);
    long head = next(ring, 0);
    assertThat(ring.append(head, tail, record(12, 4))).isNotEqualTo(ByteRing.NONE);
    assertThat(ring.append(head, tail, record(13, 4))).isEqualTo(ByteRing.NONE);
  }
}
