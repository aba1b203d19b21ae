package dev.drover.internal.ipc.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnerTest {
  private static final long OTHER_START = 1;

  @Test
  void thisProcessLives() {
    assertThat(Owner.pid(Owner.self())).isEqualTo(ProcessHandle.current().pid());
    assertThat(Owner.isDead(Owner.self())).isFalse();
  }

  @Test
  void anotherProcessWithTheSameNumberIsNotTheSame() {
    assertThat(Owner.isDead(Owner.self() ^ OTHER_START)).isTrue();
  }

  @Test
  void whatIsNotThereIsDead() {
    assertThat(Owner.isDead(99_999_999L << 24)).isTrue();
  }

  @Test
  void ownersLeaveRoomForFlags() {
    assertThat(Owner.self()).isPositive().isLessThan(1L << Owner.BITS);
  }
}
