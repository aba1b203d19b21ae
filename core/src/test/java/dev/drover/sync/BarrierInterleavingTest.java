package dev.drover.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.ipc.Actor;
import dev.drover.internal.ipc.Interleavings;
import dev.drover.internal.ipc.guard.Guarded;
import dev.drover.internal.ipc.guard.OverRealCell;
import dev.drover.internal.ipc.guard.SteppedProcesses;
import dev.drover.internal.ipc.guard.Waits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The code of the barrier, over memory that shows every order of its steps, used by processes that are killed at every
 * step. More orders with {@code -Ddrover.guard.deviations=1}.
 */
@Timeout(1800)
class BarrierInterleavingTest extends OverRealCell {
  private static final int MORE = Integer.getInteger("drover.guard.deviations", 0);
  private static final int GENERATION = 1;
  private static final int ARRIVED = 2;
  private static final int BROKEN = 3;
  private static final int ENDINGS = 4;
  private static final int OWNERS = 5;
  /** So long after a death it has been found. */
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

  /** What became of one that waited. */
  private record Waited(long generation, boolean passed) {}

  /** They meet some times, each as long as the barrier is whole. */
  private static Interleavings.Code meeting(Interleavings run, int parties, int times, boolean undoesCommits) {
    SteppedProcesses processes = new SteppedProcesses(
        run, real, SharedBarrier.MOST_STORES, undoesCommits, SteppedProcesses.words(OWNERS - 1 + parties, parties));
    List<Waited> waited = new ArrayList<>();
    AtomicLong died = new AtomicLong();
    List<Actor> all = new ArrayList<>();
    for (int i = 0; i < parties; i++) {
      all.add(processes.killable("party " + i, (words, patience) -> {
        SharedBarrier barrier = new SharedBarrier(processes.cell(), words);
        for (int generation = 0; generation < times; generation++) {
          try {
            int index = barrier.await(isOver -> Waits.until(isOver, patience.get()));
            assertThat(index).isBetween(0, parties - 1);
            waited.add(new Waited(generation, true));
          } catch (BrokenBarrierException e) {
            waited.add(new Waited(generation, false));
            return;
          }
        }
      }).onDeath(() -> died.set(run.nanos())));
    }
    // One that dies before it has come is waited for, until somebody ends that.
    var _ = processes.immortal("late", (words, _) -> {
      Actor.current().await(() -> all.stream().allMatch(Actor::isDone)
          || (processes.hasDead() && run.nanos() > died.get() + LATE_NANOS));
      words.update(() -> {
        check(words, waited);
        assertThat(isLeftAlone(words)).as("waiting for one that is dead").isFalse();
      });
      new SharedBarrier(processes.cell(), words).abort();
    });
    processes.last((words, _) -> words.update(() -> check(words, waited)));
    return () -> assertThat(processes.hasDead() || waited.stream().allMatch(Waited::passed))
        .as("broken by a death").isTrue();
  }

  /** Whether one that lives waits with one that is dead: it should have found out. */
  private static boolean isLeftAlone(Guarded words) {
    List<Boolean> dead = LongStream.range(0, words.get(ARRIVED))
        .mapToObj(i -> words.isDead(words.get(OWNERS + i)))
        .toList();
    return words.get(BROKEN) == 0 && dead.contains(true) && dead.contains(false);
  }

  /** What they were told is so. */
  private static void check(Guarded words, List<Waited> waited) {
    for (Waited one : waited) {
      boolean over = words.get(GENERATION) > one.generation() && (words.get(ENDINGS) >>> one.generation() & 1) == 0;
      boolean broken = words.get(GENERATION) == one.generation() && words.get(BROKEN) == 1;
      assertThat(one.passed() ? over : broken).as("%s is so", one).isTrue();
    }
  }

  private static void holds(int deviations, int blows, Interleavings.Scene scene) {
    Interleavings all = new Interleavings(deviations + MORE, blows);
    assertThat(all.findFailure(scene)).isEmpty();
    assertThat(all.runs()).isGreaterThan(100);
  }

  @Test
  void whoIsToldThatAllHaveComeOrThatItIsBrokenIsToldRight() {
    holds(1, 1, run -> meeting(run, 2, 1, false));
    holds(1, 0, run -> meeting(run, 3, 1, false));
    holds(0, 1, run -> meeting(run, 2, 2, false));
    holds(0, 2, run -> meeting(run, 3, 1, false));
  }

  /** An end that is seen, and then undone since its author dies, breaks a barrier for one of them only. */
  @Test
  void anEndThatIsUndoneIsFound() {
    assertThat(new Interleavings(2, 1).findFailure(run -> meeting(run, 2, 1, true)).orElseThrow()).contains("is so");
  }
}
