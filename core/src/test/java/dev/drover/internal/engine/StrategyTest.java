package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.engine.Plan.Inline;
import dev.drover.internal.engine.Plan.Step;
import dev.drover.internal.engine.Plan.Threads;
import dev.drover.internal.engine.Plan.Virtual;
import dev.drover.internal.engine.Strategy.Limits;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StrategyTest {
  private static final long UNKNOWN = -1;
  private static final long MILLI = 1_000_000;
  private static final Limits FOUR = new Limits(4, 1_024);
  private static final OptionalDouble COMPUTING = OptionalDouble.of(0);
  private static final OptionalDouble WAITING = OptionalDouble.of(0.99);

  private static Sample sample(long items, long nanosPerItem, OptionalDouble waiting, long left) {
    return new Sample(items, items * nanosPerItem, nanosPerItem, items * nanosPerItem, waiting, left, Math.abs(left));
  }

  /** At a plan's level, with so many items a second. */
  private static Sample atRate(Virtual plan, double rate) {
    long items = plan.atATime();
    return new Sample(items, items * 10 * MILLI, 10 * MILLI, (long) (items * 1e9 / rate), WAITING, 10_000, 10_000);
  }

  @Test
  void cheapItemsStayWithTheCaller() {
    assertThat(Strategy.next(new Inline(), sample(10, 1_000, COMPUTING, 900), FOUR)).isEqualTo(new Inline());
  }

  @Test
  void theSameItemsGoToThreadsIfThereAreEnough() {
    assertThat(Strategy.next(new Inline(), sample(10, 1_000, COMPUTING, 100_000), FOUR)).isEqualTo(new Threads(4));
  }

  @Test
  void itemsThatCostLessThanTheirHandOverStayHoweverManyThereAre() {
    assertThat(Strategy.next(new Inline(), sample(1_000, 20, COMPUTING, 1_000_000_000), FOUR)).isEqualTo(new Inline());
  }

  @Test
  void whatIsLeftCountsAndNotWhatIsDone() {
    assertThat(Strategy.next(new Inline(), sample(100, 50 * MILLI, COMPUTING, 0), FOUR)).isEqualTo(new Inline());
  }

  @Test
  void withoutANumberOfInputsTheTimeSoFarIsTheGuess() {
    long edge = Strategy.WORTH_NANOS;
    assertThat(Strategy.next(new Inline(), sample(1, edge, COMPUTING, UNKNOWN), FOUR)).isEqualTo(new Inline());
    assertThat(Strategy.next(new Inline(), sample(1, edge + 1, COMPUTING, UNKNOWN), FOUR)).isEqualTo(new Threads(4));
  }

  @Test
  void oneCoreIsNotSharedByItemsThatCompute() {
    assertThat(Strategy.next(new Inline(), sample(1, 50 * MILLI, COMPUTING, 100), new Limits(1, 1_024)))
        .isEqualTo(new Inline());
  }

  @Test
  void oneCoreIsSharedByItemsThatWait() {
    assertThat(Strategy.next(new Inline(), sample(1, 50 * MILLI, WAITING, 100), new Limits(1, 1_024)))
        .isEqualTo(new Virtual(16, new Step.Trying(0, 0, 4)));
  }

  @Test
  void aNumberOfWorkersThatTheUserGaveIsKeptByItemsThatWaitToo() {
    assertThat(Strategy.next(new Inline(), sample(1, 50 * MILLI, WAITING, 100), new Limits(3, 3)).atATime())
        .isEqualTo(3);
  }

  @Test
  void theFirstItemsDecideNothingUntilTheyTookAWhile() {
    assertThat(Strategy.isEnough(new Inline(), sample(1, 4 * MILLI, COMPUTING, 100))).isFalse();
    assertThat(Strategy.isEnough(new Inline(), sample(1, 5 * MILLI, COMPUTING, 100))).isTrue();
    assertThat(Strategy.isEnough(new Inline(), sample(9, 100_000, COMPUTING, 100))).isFalse();
    assertThat(Strategy.isEnough(new Inline(), sample(10, 100_000, COMPUTING, 100))).isTrue();
  }

  @Test
  void aRoundIsOverWhenTheLongestItemHadTheTimeToEnd() {
    Virtual tried = new Virtual(16, new Step.Trying(0, 0, 4));
    Sample early = new Sample(16, 20 * MILLI, 10 * MILLI, 9 * MILLI, WAITING, 100, 100);
    Sample late = new Sample(16, 20 * MILLI, 10 * MILLI, 10 * MILLI, WAITING, 100, 100);
    assertThat(Strategy.isEnough(tried, early)).isFalse();
    assertThat(Strategy.isEnough(tried, late)).isTrue();
  }

  @Test
  void aSettledNumberIsQuestionedAfterAWhile() {
    Plan plan = new Virtual(64, new Step.Settled(10 * MILLI, 0));
    int rounds = 0;
    while (plan instanceof Virtual v && v.step() instanceof Step.Settled && rounds < 100) {
      plan = Strategy.next(plan, sample(64, 10 * MILLI, WAITING, 100), FOUR);
      rounds++;
    }
    assertThat(rounds).isEqualTo(21);
    assertThat(plan).isEqualTo(new Virtual(64, new Step.Trying(0, 0, 4)));
  }

  @Test
  void aClimbGoesOnWhileItPaysAndEndsAtTheMost() {
    Virtual first = new Virtual(16, new Step.Trying(0, 0, 4));
    Plan second = Strategy.next(first, atRate(first, 1_600), FOUR);
    assertThat(second).isEqualTo(new Virtual(64, new Step.Trying(16, 1_600, 4)));
    Plan third = Strategy.next(second, atRate((Virtual) second, 6_000), FOUR);
    assertThat(third.atATime()).isEqualTo(256);
    Plan fourth = Strategy.next(third, atRate((Virtual) third, 20_000), FOUR);
    assertThat(fourth.atATime()).isEqualTo(1_024);
    assertThat(Strategy.next(fourth, atRate((Virtual) fourth, 60_000), FOUR))
        .isEqualTo(new Virtual(1_024, new Step.Settled(10 * MILLI, 0)));
  }

  @Test
  void aStepThatDoesNotPayIsTakenBackAndHalfOfItTried() {
    Virtual tried = new Virtual(64, new Step.Trying(16, 1_600, 4));
    Plan half = Strategy.next(tried, atRate(tried, 1_700), FOUR);
    assertThat(half).isEqualTo(new Virtual(32, new Step.Trying(16, 1_600, 2)));
    assertThat(Strategy.next(half, atRate((Virtual) half, 1_650), FOUR))
        .isEqualTo(new Virtual(16, new Step.Settled(10 * MILLI, 0)));
    assertThat(Strategy.next(half, atRate((Virtual) half, 2_400), FOUR))
        .isEqualTo(new Virtual(32, new Step.Settled(10 * MILLI, 0)));
  }

  @Test
  void aSettledNumberIsSearchedAnewWhenItemsTakeAnotherTime() {
    Virtual settled = new Virtual(64, new Step.Settled(10 * MILLI, 0));
    assertThat(Strategy.next(settled, sample(64, 15 * MILLI, WAITING, 100), FOUR))
        .isEqualTo(new Virtual(64, new Step.Settled(10 * MILLI, 1)));
    assertThat(Strategy.next(settled, sample(64, 25 * MILLI, WAITING, 100), FOUR))
        .isEqualTo(new Virtual(64, new Step.Trying(0, 0, 4)));
  }

  @Test
  void waitingThatTurnsIntoComputingGoesToThreadsAndTheOtherWayRound() {
    Virtual waiting = new Virtual(64, new Step.Settled(10 * MILLI, 0));
    assertThat(Strategy.next(waiting, sample(64, 10 * MILLI, COMPUTING, 100), FOUR)).isEqualTo(new Threads(4));
    assertThat(Strategy.next(new Threads(4), sample(4, 10 * MILLI, WAITING, 100), FOUR))
        .isEqualTo(new Virtual(16, new Step.Trying(0, 0, 4)));
  }

  @Test
  void whileNothingIsReadyEverythingStays() {
    Virtual tried = new Virtual(64, new Step.Trying(16, 1_600, 4));
    assertThat(Strategy.next(tried, sample(64, 10 * MILLI, WAITING, 0), FOUR)).isEqualTo(tried);
    assertThat(Strategy.next(new Threads(4), sample(64, 10 * MILLI, WAITING, 0), FOUR)).isEqualTo(new Threads(4));
  }

  @Test
  void aKnownFunctionBeginsWhereItsLastCallEnded() {
    Virtual found = new Virtual(256, new Step.Settled(10 * MILLI, 0));
    Optional<Site.Known> known = Optional.of(new Site.Known(10 * MILLI, WAITING, Optional.of(found)));
    assertThat(Strategy.first(known, 1_000, FOUR)).isEqualTo(found);
    assertThat(Strategy.first(known, 1_000, new Limits(2, 2)).atATime()).isEqualTo(2);
    assertThat(Strategy.first(known, 0, FOUR)).isEqualTo(new Inline());
    assertThat(Strategy.first(Optional.empty(), 1_000, FOUR)).isEqualTo(new Inline());
  }

  /** Whatever is measured, a plan keeps the limits, and so does a climb: it ends after a few steps. */
  @Test
  void everyPlanKeepsItsLimitsAndEveryClimbEnds() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      Limits limits = new Limits(1 + random.nextInt(8), 8 + random.nextInt(4_000));
      Plan plan = new Inline();
      int tried = 0;
      for (int i = 0; i < 40; i++) {
        Sample s = new Sample(
            1 + random.nextInt(5_000), random.nextLong(1, 1L << 40), random.nextLong(1, 1L << 30), random.nextLong(1, 1L << 36),
            random.nextBoolean() ? WAITING : OptionalDouble.empty(), random.nextInt(-1, 10_000), random.nextInt(100));
        plan = Strategy.next(plan, s, limits);
        assertThat(plan.atATime()).isBetween(1, limits.most());
        tried = plan instanceof Virtual v && v.step() instanceof Step.Trying t && s.ready() > 0 && t.from() > 0
            ? tried + 1 : 0;
        assertThat(tried).isLessThan(12);
      }
    }
  }
}
