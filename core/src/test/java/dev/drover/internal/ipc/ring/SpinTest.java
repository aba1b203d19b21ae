package dev.drover.internal.ipc.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.ipc.memory.Lane;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** A receiver finds out by itself whether looking on makes its waits shorter. */
class SpinTest {
  private static final long MICROS = 1000;
  private static final int WAITS = Spin.BLOCK * Spin.TRIAL_EVERY * 40;

  /** A receiver whose clock goes by what it does. */
  private static final class Receiver extends Spin {
    private long clock = 1;
    private long look = MICROS;
    private Lane.Lookout told = Lane.Lookout.AS_LEARNT;
    private int looks;
    private int waitsWithLooks;

    Receiver(long cores) {
      super(cores);
    }

    @Override
    long now() {
      return clock;
    }

    @Override
    void giveWay() {
      looks++;
      clock += look;
    }

    /** So many waits, each of which takes as long as its looks decide. */
    double shareOfWaitsWithLooks(LongUnaryOperator nanosByLooks) {
      waitsWithLooks = 0;
      for (int i = 0; i < WAITS; i++) {
        begin(told, Intake.Other.AWAKE);
        looks = 0;
        long start = clock;
        while (again() && clock - start < nanosByLooks.applyAsLong(looks)) {
          // looks on
        }
        clock = Math.max(clock, start + nanosByLooks.applyAsLong(looks));
        waitsWithLooks += looks > 0 ? 1 : 0;
        end();
      }
      return (double) waitsWithLooks / WAITS;
    }
  }

  @Test
  void itLooksOnWhereThatMakesWaitsShorter() {
    assertThat(new Receiver(2).shareOfWaitsWithLooks(looks -> looks > 0 ? 10 * MICROS : 60 * MICROS)).isGreaterThan(0.8);
  }

  @Test
  void itSleepsWhereLookingOnMakesWaitsLongerOrHardlyShorter() {
    assertThat(new Receiver(2).shareOfWaitsWithLooks(looks -> looks > 0 ? 120 * MICROS : 60 * MICROS)).isBetween(0.01, 0.1);
    assertThat(new Receiver(2).shareOfWaitsWithLooks(looks -> looks > 0 ? 55 * MICROS : 60 * MICROS)).isBetween(0.01, 0.1);
  }

  @Test
  void itChangesItsMind() {
    Receiver receiver = new Receiver(2);
    assertThat(receiver.shareOfWaitsWithLooks(looks -> looks > 0 ? 10 * MICROS : 60 * MICROS)).isGreaterThan(0.8);
    assertThat(receiver.shareOfWaitsWithLooks(looks -> looks > 0 ? 120 * MICROS : 60 * MICROS)).isLessThan(0.2);
    assertThat(receiver.shareOfWaitsWithLooks(_ -> 10_000 * MICROS)).isLessThan(0.05);
    assertThat(receiver.shareOfWaitsWithLooks(looks -> looks > 0 ? 10 * MICROS : 60 * MICROS)).isGreaterThan(0.7);
  }

  @Test
  void itSleepsWhereNothingComesSoonAndWhereThereIsOneCore() {
    assertThat(new Receiver(2).shareOfWaitsWithLooks(_ -> 10_000 * MICROS)).isZero();
    assertThat(new Receiver(1).shareOfWaitsWithLooks(looks -> looks > 0 ? 10 * MICROS : 60 * MICROS)).isZero();
  }

  @Test
  void aWaitInWhichTheCoreWasTakenLooksOnNoMore() {
    Receiver receiver = new Receiver(2);
    receiver.shareOfWaitsWithLooks(looks -> looks > 0 ? 10 * MICROS : 60 * MICROS);
    receiver.look = 1000 * MICROS;
    receiver.begin(Lane.Lookout.AS_LEARNT, Intake.Other.AWAKE);
    assertThat(receiver.again()).isFalse();
  }

  @Test
  void aWaitThatIsToldWhatToDoDoesItAndTeachesNothing() {
    LongUnaryOperator better = looks -> looks > 0 ? 10 * MICROS : 60 * MICROS;
    Receiver receiver = new Receiver(2);
    receiver.told = Lane.Lookout.NO;
    assertThat(receiver.shareOfWaitsWithLooks(better)).isZero();
    receiver.told = Lane.Lookout.YES;
    assertThat(receiver.shareOfWaitsWithLooks(_ -> 60 * MICROS)).isEqualTo(1);
    assertThat(receiver.looksOn()).isTrue();
    receiver.told = Lane.Lookout.AS_LEARNT;
    receiver.begin(receiver.told, Intake.Other.AWAKE);
    assertThat(receiver.looksOn()).isFalse();
    Receiver alone = new Receiver(1);
    alone.told = Lane.Lookout.YES;
    assertThat(alone.shareOfWaitsWithLooks(better)).isZero();
  }

  @Test
  void whoHasJustWokenTheOtherSideDoesNotLookOnUnlessItIsTold() {
    Receiver receiver = new Receiver(2);
    receiver.shareOfWaitsWithLooks(looks -> looks > 0 ? 10 * MICROS : 60 * MICROS);
    receiver.begin(Lane.Lookout.AS_LEARNT, Intake.Other.WAKING);
    assertThat(receiver.looksOn()).isFalse();
    assertThat(receiver.learnt()).isEqualTo(Lane.Lookout.YES);
    receiver.begin(Lane.Lookout.YES, Intake.Other.WAKING);
    assertThat(receiver.looksOn()).isTrue();
  }
}
