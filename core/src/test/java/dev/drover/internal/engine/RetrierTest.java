package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.engine.Retrier.Decision;
import dev.drover.task.Evidence;
import dev.drover.task.Failure;
import dev.drover.task.Retry;
import dev.drover.task.Thrown;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetrierTest {
  private static final Failure THREW = new Failure.Threw(Thrown.of(new IllegalStateException("x")), Evidence.none());
  private static final Failure CRASHED = new Failure.Crashed(11, Optional.empty(), Evidence.none());
  private static final Failure MEMORY = new Failure.OutOfMemory("heap", Evidence.none());
  private static final Failure CANCELLED = new Failure.Cancelled("by a test", Evidence.none());
  private static final Decision GIVE_UP = new Decision.GiveUp();
  private static final Decision AGAIN = new Decision.Again(Duration.ZERO, false, 0);
  private static final Decision ALONE = new Decision.Again(Duration.ZERO, true, 0);

  @Test
  void triesAsOftenAsSaid() {
    Retrier retrier = new Retrier(Retry.times(2));
    assertThat(retrier.decide(5, THREW)).isEqualTo(AGAIN);
    assertThat(retrier.decide(5, THREW)).isEqualTo(AGAIN);
    assertThat(retrier.decide(5, THREW)).isEqualTo(GIVE_UP);
  }

  @Test
  void countsEachItemByItself() {
    Retrier retrier = new Retrier(Retry.times(1));
    assertThat(retrier.decide(1, THREW)).isEqualTo(AGAIN);
    assertThat(retrier.decide(2, THREW)).isEqualTo(AGAIN);
    assertThat(retrier.decide(1, THREW)).isEqualTo(GIVE_UP);
  }

  @Test
  void countsEachKindOfFailureByItself() {
    Retrier retrier = new Retrier(Retry.times(1));
    assertThat(retrier.decide(0, CRASHED)).isEqualTo(ALONE);
    assertThat(retrier.decide(0, THREW)).isEqualTo(AGAIN);
    assertThat(retrier.decide(0, MEMORY)).isEqualTo(aloneWithHeap(2));
    assertThat(retrier.decide(0, CRASHED)).isEqualTo(aloneWithHeap(2));
    assertThat(retrier.decide(0, CRASHED)).isEqualTo(GIVE_UP);
  }

  private static Decision aloneWithHeap(int times) {
    return new Decision.Again(Duration.ZERO, true, times);
  }

  @Test
  void eachTimeTheHeapIsExhaustedItIsDoubled() {
    Retrier retrier = new Retrier(Retry.none().memory(3));
    assertThat(retrier.decide(0, MEMORY)).isEqualTo(aloneWithHeap(2));
    assertThat(retrier.decide(0, MEMORY)).isEqualTo(aloneWithHeap(4));
    assertThat(retrier.decide(0, MEMORY)).isEqualTo(aloneWithHeap(8));
    assertThat(retrier.decide(0, MEMORY)).isEqualTo(GIVE_UP);
  }

  @Test
  void moreHeapIsNotTheAnswerToAMachineThatIsFull() {
    Retrier retrier = new Retrier(Retry.none().memory(2));
    Failure full = new Failure.OutOfMemory(Failure.OutOfMemory.Limit.MACHINE, "killed", Evidence.none());
    assertThat(retrier.decide(0, full)).isEqualTo(aloneWithHeap(1));
    assertThat(retrier.decide(0, full)).isEqualTo(aloneWithHeap(1));
  }

  @Test
  void anItemWhoseWorkerWasFrozenIsTriedAgainLikeOneWhoseWorkerCrashed() {
    Retrier retrier = new Retrier(Retry.none().crashes(2));
    Failure frozen = new Failure.Stalled(Duration.ofSeconds(3), true, Evidence.none());
    assertThat(retrier.decide(0, frozen)).isEqualTo(ALONE);
    assertThat(retrier.decide(0, CRASHED)).isEqualTo(ALONE);
    assertThat(retrier.decide(0, frozen)).isEqualTo(GIVE_UP);
    assertThat(retrier.decide(1, new Failure.Stalled(Duration.ofSeconds(3), Evidence.none()))).isEqualTo(GIVE_UP);
  }

  @Test
  void aKillFromOutsideIsCountedApartFromACrash() {
    Failure killed = new Failure.Crashed(9, Optional.empty(), Evidence.none());
    Retrier retrier = new Retrier(Retry.none().crashes(1));
    assertThat(retrier.decide(0, CRASHED)).isEqualTo(ALONE);
    for (int i = 0; i < Retry.none().crashes(1).kills(); i++) {
      assertThat(retrier.decide(0, killed)).isEqualTo(ALONE);
    }
    assertThat(retrier.decide(0, killed)).isEqualTo(GIVE_UP);
  }

  @Test
  void neverTriesWhatWasCancelledOrCannotTravel() {
    Retrier retrier = new Retrier(Retry.times(9));
    Failure cannotTravel = new Failure.Unserializable(Failure.Unserializable.What.INPUT, "a socket", Evidence.none());
    assertThat(retrier.decide(0, CANCELLED)).isEqualTo(GIVE_UP);
    assertThat(retrier.decide(0, cannotTravel)).isEqualTo(GIVE_UP);
  }

  @Test
  void asksThePredicateAboutTheTasksOwnFailuresOnly() {
    Retrier retrier = new Retrier(Retry.times(9).on(_ -> false));
    assertThat(retrier.decide(0, THREW)).isEqualTo(GIVE_UP);
    assertThat(retrier.decide(0, CRASHED)).isEqualTo(ALONE);
  }

  @Test
  void aPredicateThatThrowsMeansNo() {
    Retrier retrier = new Retrier(Retry.times(9).on(_ -> {
      throw new IllegalStateException("a predicate of a test, meant to throw");
    }));
    assertThat(retrier.decide(0, THREW)).isEqualTo(GIVE_UP);
  }

  @Test
  void pausesGrow() {
    Retrier retrier = new Retrier(Retry.times(3).backoff(Duration.ofMillis(10)));
    assertThat(retrier.decide(0, THREW)).isEqualTo(new Decision.Again(Duration.ofMillis(10), false, 0));
    assertThat(retrier.decide(0, THREW)).isEqualTo(new Decision.Again(Duration.ofMillis(20), false, 0));
  }

  @Test
  void forgetsAnItemThatHasAValue() {
    Retrier retrier = new Retrier(Retry.times(1));
    assertThat(retrier.decide(0, THREW)).isEqualTo(AGAIN);
    retrier.forget(0);
    assertThat(retrier.decide(0, THREW)).isEqualTo(AGAIN);
  }
}
