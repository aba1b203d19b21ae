package dev.drover.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class SharedArraysTest {
  @Test
  void elementsAreThoseOfAnArray() {
    try (SharedInts a = SharedInts.of(3, 1, 4, 1, 5)) {
      assertThat(a.length()).isEqualTo(5);
      assertThat(a.get(2)).isEqualTo(4);
      a.set(2, 40);
      assertThat(a.toArray()).containsExactly(3, 1, 40, 1, 5);
      assertThat(a.getAndAdd(0, 7)).isEqualTo(3);
      assertThat(a.compareAndSet(0, 10, 11)).isTrue();
      assertThat(a.compareAndSet(0, 10, 12)).isFalse();
      a.setRelease(4, 9);
      assertThat(a.getAcquire(4)).isEqualTo(9);
      a.copyFrom(new int[] {0, 8, 8}, 1, 3, 2);
      int[] part = new int[3];
      a.copyTo(2, part, 0, 3);
      assertThat(part).containsExactly(40, 8, 8);
      a.fill(2);
      assertThat(a.toArray()).containsOnly(2).hasSize(5);
    }
  }

  @Test
  void longsDoublesAndBytesToo() {
    try (SharedLongs longs = SharedLongs.of(1L << 40, 2);
        SharedDoubles doubles = SharedDoubles.of(0.5, 2.5);
        SharedBytes bytes = SharedBytes.of(new byte[] {1, -1})) {
      assertThat(longs.getAndAdd(0, 1)).isEqualTo(1L << 40);
      assertThat(longs.toArray()).containsExactly((1L << 40) + 1, 2);
      assertThat(doubles.getAndAdd(1, 0.25)).isEqualTo(2.5);
      assertThat(doubles.getAcquire(1)).isEqualTo(2.75);
      doubles.fill(1.5);
      assertThat(doubles.toArray()).containsExactly(1.5, 1.5);
      bytes.set(0, (byte) 7);
      assertThat(bytes.get(0)).isEqualTo((byte) 7);
      bytes.fill((byte) 3);
      assertThat(bytes.toArray()).containsExactly(3, 3);
    }
  }

  @Test
  void boundsAreThoseOfTheArray() {
    try (SharedInts a = SharedInts.allocate(3); SharedInts none = SharedInts.allocate(0)) {
      assertThatThrownBy(() -> a.get(3)).isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("length 3");
      assertThatThrownBy(() -> a.set(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> a.getAndAdd(3, 1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> a.copyTo(1, new int[9], 0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> a.slice(2, 4)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(none.toArray()).isEmpty();
    }
    assertThatThrownBy(() -> SharedInts.allocate(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an array of -1 elements; the length has to be 0 or more");
  }

  @Test
  void aSliceIsAPartOfTheSameElements() {
    try (SharedDoubles a = SharedDoubles.allocate(1000)) {
      SharedDoubles part = a.slice(100, 200).slice(10, 20);
      part.set(0, 1.25);
      assertThat(a.get(110)).isEqualTo(1.25);
      assertThat(part.length()).isEqualTo(10);
      assertThat(part).isEqualTo(a.slice(110, 120)).hasSameHashCodeAs(a.slice(110, 120)).isNotEqualTo(a);
      assertThatThrownBy(() -> part.get(10)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void smallAndLargeOnesBehaveAlike() {
    for (long length : new long[] {1, 4_000, 20_000, 1_000_000}) {
      SharedLongs a = SharedLongs.allocate(length);
      assertThat(a.get(length - 1)).isZero();
      a.set(length - 1, length);
      assertThat(a.slice(length - 1, length).toArray()).containsExactly(length);
      a.close();
      a.close();
      assertThat(a.isClosed()).isTrue();
      assertThatThrownBy(() -> a.get(0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("this shared object is closed; keep it open while any process uses it");
      assertThatThrownBy(a::toArray).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void memoryIsASegment() {
    SharedMemory memory = SharedMemory.allocate(100);
    memory.segment().set(ValueLayout.JAVA_LONG, 8, 42);
    assertThat(memory.size()).isEqualTo(100);
    assertThat(memory.segment().get(ValueLayout.JAVA_LONG, 8)).isEqualTo(42);
    assertThatThrownBy(() -> memory.segment().get(ValueLayout.JAVA_LONG, 96)).isInstanceOf(IndexOutOfBoundsException.class);
    memory.close();
    assertThatThrownBy(memory::segment).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatHasNoRoomIsRefusedAndHarmsNobody() {
    try (SharedInt before = SharedInt.of(1)) {
      assertThatThrownBy(() -> SharedBytes.allocate(1L << 50))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("no room for 1,125,899,906,842,752 bytes of shared memory (/")
          .hasMessageContaining("it has room for ")
          .hasMessageEndingWith("; share less, or close what is not used any more");
      assertThat(before.incrementAndGet()).isEqualTo(2);
    }
  }
}
