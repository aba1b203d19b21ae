package dev.drover.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SharedNumbersTest {
  @Test
  void anIntDoesWhatAnAtomicIntegerDoes() {
    try (SharedInt n = SharedInt.of(5)) {
      assertThat(n.get()).isEqualTo(5);
      assertThat(n.getAndSet(7)).isEqualTo(5);
      assertThat(n.compareAndSet(5, 9)).isFalse();
      assertThat(n.compareAndSet(7, 9)).isTrue();
      assertThat(n.getAndAdd(3)).isEqualTo(9);
      assertThat(n.addAndGet(-2)).isEqualTo(10);
      assertThat(n.incrementAndGet()).isEqualTo(11);
      assertThat(n.getAndIncrement()).isEqualTo(11);
      assertThat(n.getAndDecrement()).isEqualTo(12);
      assertThat(n.decrementAndGet()).isEqualTo(10);
      assertThat(n.getAndUpdate(x -> x * x)).isEqualTo(10);
      assertThat(n.updateAndGet(x -> x / 2)).isEqualTo(50);
      assertThat(n.getAndAccumulate(60, Math::max)).isEqualTo(50);
      assertThat(n.accumulateAndGet(3, Math::min)).isEqualTo(3);
      n.set(Integer.MAX_VALUE);
      assertThat(n.incrementAndGet()).isEqualTo(Integer.MIN_VALUE);
    }
  }

  @Test
  void aLongHasSixtyFourBits() {
    try (SharedLong n = SharedLong.of(Long.MAX_VALUE - 1)) {
      assertThat(n.incrementAndGet()).isEqualTo(Long.MAX_VALUE);
      assertThat(n.getAndSet(1L << 40)).isEqualTo(Long.MAX_VALUE);
      assertThat(n.updateAndGet(x -> x >> 1)).isEqualTo(1L << 39);
      assertThat(n.accumulateAndGet(1, Long::sum)).isEqualTo((1L << 39) + 1);
      assertThat(n.compareAndSet(0, 1)).isFalse();
    }
  }

  @Test
  void aDoubleIsComparedByItsBits() {
    try (SharedDouble n = SharedDouble.of(Double.NaN)) {
      assertThat(n.compareAndSet(Double.NaN, 0.0)).isTrue();
      assertThat(n.compareAndSet(-0.0, 1)).isFalse();
      assertThat(n.addAndGet(0.5)).isEqualTo(0.5);
      assertThat(n.getAndAdd(0.25)).isEqualTo(0.5);
      assertThat(n.getAndSet(2)).isEqualTo(0.75);
      assertThat(n.accumulateAndGet(3, Math::max)).isEqualTo(3);
      assertThat(n.getAndAccumulate(1, Math::min)).isEqualTo(3);
      assertThat(n.get()).isEqualTo(1);
    }
  }

  @Test
  void ofManyThatSetABooleanOneSucceeds() {
    try (SharedBoolean b = SharedBoolean.of(false)) {
      assertThat(b.compareAndSet(false, true)).isTrue();
      assertThat(b.compareAndSet(false, true)).isFalse();
      assertThat(b.getAndSet(false)).isTrue();
      b.set(true);
      assertThat(b.get()).isTrue();
    }
  }

  @Test
  void aClosedOneSaysSo() {
    SharedInt n = SharedInt.of(1);
    assertThat(n.isClosed()).isFalse();
    n.close();
    n.close();
    assertThat(n.isClosed()).isTrue();
    assertThatThrownBy(n::get)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this shared object is closed; keep it open while any process uses it");
    assertThatThrownBy(() -> n.set(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(n::incrementAndGet).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void thePlaceOfAClosedOneIsNotGivenAwayAtOnce() {
    try (SharedInt other = SharedInt.of(0)) {
      SharedInt closed = SharedInt.of(1);
      closed.close();
      try (SharedInt next = SharedInt.of(2)) {
        assertThatThrownBy(closed::get).isInstanceOf(IllegalStateException.class);
        assertThat(next.get()).isEqualTo(2);
        assertThat(other.get()).isZero();
        assertThat(next).isNotEqualTo(closed);
      }
    }
  }

  @Test
  void thousandsFindRoom() {
    SharedLong[] all = new SharedLong[5000];
    for (int i = 0; i < all.length; i++) {
      all[i] = SharedLong.of(i);
    }
    for (int i = 0; i < all.length; i++) {
      assertThat(all[i].getAndAdd(1)).isEqualTo(i);
      all[i].close();
    }
  }
}
