package dev.drover.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.Pool;
import dev.drover.testkit.LeakCheck;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Faults of every kind in all workers, and attacks from outside, for a while: {@code -Ddrover.chaos.seconds=600} for a
 * long one, {@code -Ddrover.chaos.seed=...} to see the same items and attacks again.
 */
@ExtendWith(LeakCheck.class)
class ChaosTest {
  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS) // each round is bounded by itself
  void everyItemEndsOnceWithItsVerdictWhateverHappensToTheWorkers() throws Exception {
    long seed = Long.getLong("drover.chaos.seed", System.nanoTime());
    Chaos chaos = new Chaos(seed);
    try {
      try (Pool pool = Pool.processes(chaos::options)) {
        chaos.run(pool, Long.getLong("drover.chaos.seconds", 12));
      }
      chaos.check();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("chaos with -Ddrover.chaos.seed=%d failed; %s".formatted(seed, chaos), e);
    }
    assertThat(chaos.rounds()).isPositive();
  }
}
