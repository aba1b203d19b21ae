package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Pool;
import dev.drover.shared.SharedInts;
import dev.drover.task.Outcome;
import dev.drover.task.TaskFailedException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Calls that are made up at random, against what has to become of them: each item has its own value or failure, each attempt is made
 * once, and every call ends. For every backend.
 *
 * <p>{@code -Ddrover.model.calls=N} makes it longer, {@code -Ddrover.model.seed=N} has it begin where a failure says.
 */
public abstract class ModelContract extends PoolContract {
  private static final int CALLS = Integer.getInteger("drover.model.calls", 40);
  private static final long FROM = Long.getLong("drover.model.seed", System.nanoTime());

  /** For subclasses. */
  protected ModelContract() {}

  @Test
  @DisplayName("random calls, one after another: values, failures, attempts, and an end")
  void oneAfterAnother() throws Exception {
    call(1);
  }

  @Test
  @DisplayName("random calls of three callers at a time: values, failures, attempts, and an end")
  void threeAtATime() throws Exception {
    call(3);
  }

  private void call(int threads) throws Exception {
    try (Pool pool = open(2)) {
      List<FutureTask<Boolean>> callers = IntStream.range(0, threads)
          .mapToObj(caller -> new FutureTask<>(() -> callAll(pool, caller, threads)))
          .toList();
      callers.forEach(caller -> Thread.ofPlatform().start(caller));
      for (FutureTask<Boolean> caller : callers) {
        assertThat(caller.get()).isTrue();
      }
    }
  }

  private static boolean callAll(Pool pool, int caller, int callers) {
    for (long seed = FROM + caller; seed < FROM + CALLS; seed += callers) {
      Scene scene = Scene.of(seed);
      try (SharedInts attempts = SharedInts.allocate(Math.max(1, scene.items()))) {
        call(pool.with(scene::options), scene, attempts);
      } catch (Throwable e) {
        throw new AssertionError(scene.toString(), e);
      }
    }
    return true;
  }

  private static void call(Pool pool, Scene scene, SharedInts attempts) {
    SplittableRandom random = new SplittableRandom(-scene.seed());
    if (random.nextBoolean()) {
      map(pool, scene, attempts);
    } else if (random.nextBoolean() || scene.items() == 0) {
      takeOutcomes(pool, scene, attempts, scene.items());
    } else {
      takeOutcomes(pool, scene, attempts, 1 + random.nextInt(scene.items()));
    }
  }

  private static void map(Pool pool, Scene scene, SharedInts attempts) {
    boolean all = false;
    try {
      List<Long> values = pool.map(scene.inputs(), item -> scene.run(attempts, item));
      all = true;
      assertThat(scene.anyFails()).as("no failure was told").isFalse();
      assertThat(values).isEqualTo(IntStream.range(0, scene.items()).mapToObj(Scene::value).toList());
    } catch (TaskFailedException e) {
      assertThat(scene.fails((int) e.index())).as(e.getMessage()).isTrue();
      assertThat(e.failure().attempts()).isEqualTo(scene.retries() + 1);
    }
    checkAttempts(scene, attempts, all);
  }

  private static void takeOutcomes(Pool pool, Scene scene, SharedInts attempts, int most) {
    try (Stream<Outcome<Integer, Long>> all = pool.outcomes(scene.inputs(), item -> scene.run(attempts, item))) {
      List<Outcome<Integer, Long>> taken = all.limit(most).toList();
      Set<Long> seen = new HashSet<>();
      taken.forEach(outcome -> {
        assertThat(seen.add(outcome.index())).as("%s comes once", outcome).isTrue();
        check(scene, outcome);
      });
      assertThat(taken).hasSize(most);
    }
    checkAttempts(scene, attempts, most == scene.items());
  }

  private static void check(Scene scene, Outcome<Integer, Long> outcome) {
    int item = (int) outcome.index();
    switch (outcome) {
      case Outcome.Ok<Integer, Long> ok -> {
        assertThat(scene.fails(item)).as("%s", outcome).isFalse();
        assertThat(ok.value()).isEqualTo(Scene.value(item));
      }
      case Outcome.Failed<Integer, Long> failed -> {
        assertThat(scene.fails(item)).as("%s", outcome).isTrue();
        assertThat(failed.failure().attempts()).isEqualTo(scene.retries() + 1);
      }
    }
  }

  /** A call that was ended early may have made fewer. */
  private static void checkAttempts(Scene scene, SharedInts attempts, boolean all) {
    for (int item = 0; item < scene.items(); item++) {
      int made = attempts.get(item);
      if (all ? made != scene.attempts(item) : made > scene.attempts(item)) {
        throw new AssertionError("item %d was run %d times, expected %d".formatted(item, made, scene.attempts(item)));
      }
    }
  }
}
