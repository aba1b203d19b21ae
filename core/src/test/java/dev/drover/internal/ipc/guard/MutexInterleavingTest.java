package dev.drover.internal.ipc.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.ipc.Actor;
import dev.drover.internal.ipc.Interleavings;
import dev.drover.internal.ipc.Word;
import dev.drover.internal.ipc.memory.Cell;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The code of the mutex, over memory that shows every order of its steps, used by processes that are killed or stopped
 * at every step; and variants with a mistake, which must be found. More orders with
 * {@code -Ddrover.guard.deviations=1}, or 2, which are added to those that are usual, and take minutes.
 */
@Timeout(1800)
class MutexInterleavingTest extends OverRealCell {
  private static final int MORE = Integer.getInteger("drover.guard.deviations", 0);
  private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(8);
  private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(7);
  /** Adds one to a plain word while it has the mutex. */
  private static final class Counting {
    final SteppedHolders holders;
    final Word count;
    long counted;

    Counting(Interleavings run, Mistake mistake) {
      this.holders = new SteppedHolders(run, mistake, real, List.of("count"), 0);
      this.count = holders.cell.word(Cell.FIRST + Mutex.SIZE);
    }

    Mutex mutex(Party party) {
      return new Mutex(holders.cell, Cell.FIRST, party);
    }

    SteppedHolders.Part locks(int times, long holdNanos) {
      return (actor, party) -> {
        Mutex mutex = mutex(party);
        for (int i = 0; i < times; i++) {
          mutex.lock();
          count(actor, mutex, holdNanos);
        }
      };
    }

    SteppedHolders.Part givesUp() {
      return (actor, party) -> {
        Mutex mutex = mutex(party);
        if (mutex.await(holders.parties.patience(actor, LIMIT_NANOS))) {
          count(actor, mutex, 0);
        }
      };
    }

    SteppedHolders.Part barges() {
      return (actor, party) -> {
        Mutex mutex = mutex(party);
        if (mutex.barge()) {
          count(actor, mutex, 0);
        }
      };
    }

    private void count(Actor actor, Mutex mutex, long holdNanos) {
      holders.enter(mutex.isAbandoned());
      long seen = actor.load(count);
      if (holdNanos > 0) {
        actor.sleep(holdNanos);
      }
      actor.store(count, seen + 1);
      counted++;
      holders.leave();
      mutex.unlock();
    }

    Interleavings.Code end() {
      holders.last(locks(1, 0));
      return () -> assertThat(count.value()).as("count").isEqualTo(counted);
    }
  }

  private static void holds(int deviations, int blows, Interleavings.Scene scene) {
    Interleavings all = new Interleavings(deviations + MORE, blows);
    assertThat(all.findFailure(scene)).isEmpty();
    assertThat(all.runs()).isGreaterThan(100);
  }

  @Test
  void noOrderOfStepsLetsTwoIn() {
    holds(3, 0, run -> two(run, Mistake.NONE));
    holds(2, 0, run -> three(run, Mistake.NONE));
  }

  private static Interleavings.Code two(Interleavings run, Mistake mistake) {
    Counting counting = new Counting(run, mistake);
    counting.holders.mortal("first", counting.locks(2, 0));
    counting.holders.mortal("second", counting.locks(2, 0));
    return counting.end();
  }

  private static Interleavings.Code three(Interleavings run, Mistake mistake) {
    Counting counting = new Counting(run, mistake);
    counting.holders.mortal("first", counting.locks(1, 0));
    counting.holders.mortal("second", counting.locks(1, 0));
    counting.holders.mortal("third", counting.locks(1, 0));
    return counting.end();
  }

  @Test
  void whoDiesAtAnyStepKeepsNobodyOutAndTheNextOneIsTold() {
    holds(1, 1, run -> two(run, Mistake.NONE));
    holds(1, 1, run -> three(run, Mistake.NONE));
    holds(0, 2, run -> three(run, Mistake.NONE));
  }

  /** They wait for so long that they have tickets. */
  private static Interleavings.Code waiting(Interleavings run, Mistake mistake) {
    Counting counting = new Counting(run, mistake);
    counting.holders.mortal("slow", counting.locks(2, HOLD_NANOS));
    counting.holders.mortal("waiting", counting.locks(1, 0));
    counting.holders.mortal("impatient", counting.givesUp());
    counting.holders.mortal("barging", counting.barges());
    return counting.end();
  }

  @Test
  void aTurnThatNobodyTakesKeepsNobodyOut() {
    holds(2, 0, run -> waiting(run, Mistake.NONE));
    holds(1, 1, run -> waiting(run, Mistake.NONE));
    holds(0, 2, run -> waiting(run, Mistake.NONE));
  }

  /** One that locks again and again, and one that waits. */
  private static Interleavings.Code greedy(Interleavings run, Mistake mistake) {
    Counting counting = new Counting(run, mistake);
    Word turn = counting.holders.cell.word(MistakenCell.TURN);
    counting.holders.immortal("greedy", (actor, party) -> {
      int overtaken = 0;
      for (int i = 0; i < 6; i++) {
        boolean late = turn.value() != 0;
        counting.locks(1, HOLD_NANOS / 2).run(actor, party);
        overtaken += late && turn.value() != 0 ? 1 : 0;
      }
      assertThat(overtaken).as("how often one that had its turn was overtaken").isZero();
    });
    counting.holders.immortal("waiting", counting.locks(1, 0));
    return counting.end();
  }

  @Test
  void whoHasWaitedForLongHasItNext() {
    holds(2, 0, run -> greedy(run, Mistake.NONE));
    assertThat(SteppedHolders.find(1, 0, run -> greedy(run, Mistake.IGNORES_TURN)).orElseThrow())
        .contains("was overtaken");
  }

  @ParameterizedTest
  @CsvSource({
      "LOOKS_THEN_STORES, another holder",
      "TAKES_WITHOUT_COMPARING, told of a death",
      "TELLS_NOBODY, told of a death",
      "BURIES_THE_LIVING, another holder",
      "UNLOCK_OVERTAKES, count",
      "TURN_STAYS, last waits for ever"
  })
  void mistakesAreFound(Mistake mistake, String by) {
    assertThat(SteppedHolders.find(2, 1, run -> waiting(run, mistake)).orElseThrow()).contains(by);
  }
}
