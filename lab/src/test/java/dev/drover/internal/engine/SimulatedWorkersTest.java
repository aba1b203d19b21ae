package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.engine.Scene.Fate;
import dev.drover.internal.engine.Simulation.Figures;
import dev.drover.task.Retry;
import dev.drover.task.TaskOptions;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dispatcher over workers that do not exist, by a virtual clock: the same scene always gives the same figures. */
class SimulatedWorkersTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final TaskOptions RETRIED =
      TaskOptions.defaults().retries(Retry.times(2).backoff(Duration.ofMillis(50)));

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void eachItemEndsOnceWhateverFails(long seed) {
    Scene scene = random(seed);

    Figures figures = Simulation.play(scene); // an item that ends twice throws

    assertThat(figures.succeeded() + figures.failed()).isEqualTo(scene.items());
    assertThat(figures.failed()).isEqualTo(doomed(scene));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theSameSceneGivesTheSameFigures(long seed) {
    assertThat(withoutRealTime(Simulation.play(random(seed))))
        .isEqualTo(withoutRealTime(Simulation.play(random(seed))));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noScheduleIsShorterThanTheBoundOrMuchLonger(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int workers = random.nextInt(1, 200);
    LongUnaryOperator lengths = lengths(random);
    Scene scene = Scene.of(workers, random.nextInt(1, 20_000), lengths);

    Figures figures = Simulation.play(scene);

    long handOvers = scene.handOverNanos() * (figures.batches() / workers + 2);
    long lastBatches = 2 * LongStream.range(0, scene.items()).map(lengths).max().orElse(0) + 2 * Batcher.TARGET_NANOS;
    assertThat(figures.makespanNanos())
        .isBetween(figures.lowerBoundNanos(), figures.lowerBoundNanos() + handOvers + lastBatches);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 1_000, 10_000})
  void everyWorkerHasWorkFromTheBeginningToTheEnd(int workers) {
    Figures even = Simulation.play(Scene.of(workers, 30 * workers, _ -> 10 * MILLI));

    assertThat(even.stretch()).isLessThan(1.01);
  }

  @Test
  void itemsThatDifferByAThousandTimesAreSpreadOverTenThousandWorkers() {
    SplittableRandom random = new SplittableRandom(1);
    long[] lengths = LongStream.generate(() -> (long) (MILLI / (1.001 - random.nextDouble())))
        .limit(300_000)
        .toArray();

    Figures figures = Simulation.play(Scene.of(10_000, lengths.length, i -> lengths[(int) i]));

    assertThat(figures.stretch()).isLessThan(1.5);
  }

  @Test
  void tinyItemsTravelInFewBatches() {
    Figures figures = Simulation.play(Scene.of(4, 1_000_000, _ -> 1_000));

    assertThat(figures.batches()).isLessThan(1_300);
    assertThat(figures.stretch()).isLessThan(1.1);
  }

  @Test
  void aSecondCallTakesFewerBatchesAndLessTime() {
    Pace pace = new Pace();
    Scene scene = Scene.of(4, 1_000, _ -> 1_000);

    Figures first = Simulation.play(scene, pace);
    Figures second = Simulation.play(scene, pace);

    assertThat(first.batches()).isGreaterThan(12);
    assertThat(second.batches()).isEqualTo(4);
    assertThat(second.makespanNanos()).isLessThan(first.makespanNanos());
  }

  @Test
  void aCallWhoseItemsTakeAThousandTimesAsLongAsBeforeIsHardlyLongerForIt() {
    Pace pace = new Pace();
    Simulation.play(Scene.of(4, 10_000, _ -> 1_000), pace);
    Scene slow = Scene.of(4, 10_000, _ -> MILLI);

    assertThat(Simulation.play(slow, pace).stretch()).isLessThan(1.05);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aWrongMemoryCostsNoMoreThanABatchForEachWorker(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Scene scene = Scene.of(random.nextInt(1, 100), random.nextInt(1, 5_000), lengths(random));
    Pace wrong = new Pace();
    wrong.learn(1, random.nextLong(1, 100 * MILLI));

    Figures figures = Simulation.play(scene, wrong);

    assertThat(figures.succeeded()).isEqualTo(scene.items());
    assertThat(figures.makespanNanos()).isLessThan(firstBatch(scene) + 2 * Simulation.play(scene).makespanNanos());
  }

  /** At the worst a worker has the dearest neighbours, of which there are as many as were taken for one batch. */
  private static long firstBatch(Scene scene) {
    int most = Math.ceilDiv(scene.items(), scene.workers());
    return LongStream.range(0, Math.max(1, scene.items() - most + 1))
        .map(first -> LongStream.range(first, first + most).map(scene::nanosOf).sum())
        .max()
        .orElse(0);
  }

  @Test
  void aPauseBetweenAttemptsTakesNoRealTimeAndHoldsUpNobodyElse() {
    Duration pause = Duration.ofHours(1);
    TaskOptions hourly = TaskOptions.defaults().retries(Retry.times(1).backoff(pause, 1, pause));
    Scene scene = Scene.of(8, 1_000, _ -> MILLI)
        .with((i, attempt) -> i == 3 && attempt == 1 ? Fate.THROWS : Fate.ENDS_WELL, hourly);

    Figures figures = Simulation.play(scene);

    long hour = TimeUnit.HOURS.toNanos(1);
    assertThat(figures.succeeded()).isEqualTo(1_000);
    assertThat(figures.makespanNanos()).isBetween(hour * 9 / 10, hour * 11 / 10 + TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void workersThatDieAreReplacedAndCostNoMoreThanTheirReplacement() {
    Scene calm = Scene.of(100, 100_000, _ -> MILLI);
    Scene deadly = calm.with(
        (i, attempt) -> i % 1_000 == 7 && attempt == 1 ? Fate.KILLS_ITS_WORKER : Fate.ENDS_WELL,
        TaskOptions.defaults());

    Figures figures = Simulation.play(deadly);

    assertThat(figures.succeeded()).isEqualTo(100_000);
    assertThat(figures.makespanNanos()).isLessThan(Simulation.play(calm).makespanNanos() + 2 * deadly.restartNanos());
  }

  private static Scene random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int items = random.nextInt(1, 2_000);
    int throwing = random.nextInt(2, 40);
    int killing = random.nextInt(2, 400);
    Scene scene = Scene.of(random.nextInt(1, 100), items, lengths(random));
    return scene.with((index, attempt) -> fate(seed + index * 31 + attempt, throwing, killing), RETRIED);
  }

  private static Fate fate(long drawn, int throwing, int killing) {
    int number = new SplittableRandom(drawn).nextInt(10_000);
    return number % killing == 1 ? Fate.KILLS_ITS_WORKER : number % throwing == 0 ? Fate.THROWS : Fate.ENDS_WELL;
  }

  /** Equal, or anything up to 20 ms, or mostly short and some a hundred times as long. */
  private static LongUnaryOperator lengths(SplittableRandom random) {
    long mean = random.nextLong(1_000, 20 * MILLI);
    long salt = random.nextLong();
    return switch (random.nextInt(3)) {
      case 0 -> _ -> mean;
      case 1 -> i -> new SplittableRandom(salt + i).nextLong(1, 2 * mean);
      default -> i -> new SplittableRandom(salt + i).nextInt(50) == 0 ? 100 * mean : mean;
    };
  }

  /** The items whose attempts are used up, by the rules of {@link Retry}: exceptions and deaths are counted apart. */
  private static long doomed(Scene scene) {
    return LongStream.range(0, scene.items()).filter(i -> isDoomed(scene, i)).count();
  }

  private static boolean isDoomed(Scene scene, long index) {
    Retry policy = scene.options().retries();
    int thrown = 0;
    int killed = 0;
    for (int attempt = 1;; attempt++) {
      switch (scene.fateOf(index, attempt)) {
        case ENDS_WELL -> {
          return false;
        }
        case THROWS -> thrown++;
        case KILLS_ITS_WORKER -> killed++;
      }
      if (thrown > policy.times() || killed > policy.crashes()) {
        return true;
      }
    }
  }

  private static Figures withoutRealTime(Figures f) {
    return new Figures(f.succeeded(), f.failed(), f.makespanNanos(), f.lowerBoundNanos(), f.batches(), 0);
  }
}
