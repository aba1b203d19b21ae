package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.host.Strain;
import dev.drover.task.PoolOptions;
import dev.drover.task.TaskOptions;
import dev.drover.task.Upkeep;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items wait while the machine is pressed, and one always runs. */
@Timeout(30)
class AdmissionTest {
  private static final long GIB = 1L << 30;
  private static final Strain FULL = new Strain(OptionalLong.of(GIB / 2), OptionalInt.of(1));
  private static final Strain BUSY = new Strain(OptionalLong.of(8 * GIB), OptionalInt.of(9));
  private static final Strain EASY = new Strain(OptionalLong.of(8 * GIB), OptionalInt.of(8));

  private final Upkeep limits = PoolOptions.defaultOptions().minFreeMemory("1g").maxLoad(8).upkeep();
  private final AtomicLong clock = new AtomicLong();
  private Strain machine = EASY;
  private final Admission admission = new Admission(limits, () -> machine, clock::get);

  private boolean admitsAfter(Strain strain) {
    machine = strain;
    clock.addAndGet(Admission.LOOK_EVERY_NANOS);
    return admission.admits(() -> false);
  }

  @Test
  void littleFreeMemoryHoldsBackUntilThereIsMore() {
    assertThat(admitsAfter(FULL)).isFalse();
    assertThat(admission.isHolding()).isTrue();
    assertThat(admitsAfter(EASY)).isTrue();
    assertThat(admission.isHolding()).isFalse();
  }

  @Test
  void aBusyMachineHoldsBack() {
    assertThat(admitsAfter(BUSY)).isFalse();
    assertThat(admitsAfter(EASY)).isTrue();
  }

  @Test
  void oneIsAlwaysAdmitted() {
    assertThat(admitsAfter(FULL)).isFalse();
    assertThat(admission.admits(() -> true)).isTrue();
    assertThat(admission.isHolding()).isFalse();
  }

  @Test
  void theMachineIsNotLookedAtAgainAtOnce() {
    assertThat(admitsAfter(EASY)).isTrue();
    machine = FULL;
    clock.addAndGet(Admission.LOOK_EVERY_NANOS - 1);
    assertThat(admission.admits(() -> false)).isTrue();
    clock.addAndGet(1);
    assertThat(admission.admits(() -> false)).isFalse();
  }

  @Test
  void whatIsNotKnownHoldsNothingBack() {
    assertThat(admitsAfter(new Strain(OptionalLong.empty(), OptionalInt.empty()))).isTrue();
  }

  @Test
  void withoutLimitsNobodyLooks() {
    Admission open = new Admission(PoolOptions.defaultOptions().upkeep(), () -> {
      throw new AssertionError("looked");
    }, clock::get);
    assertThat(open.admits(() -> false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual", "inline", "processes"})
  void aMachineThatStaysFullRunsOneBatchAtATime(String backend) {
    PoolOptions options = PoolOptions.defaultOptions()
        .workers(3).minFreeMemory("1g").idleTimeout(Duration.ofMillis(20));
    Engine engine = Engine.open(backend, options, false, () -> FULL);
    try {
      List<Integer> values = engine.map(IntStream.range(0, 20).boxed().toList(), x -> -x, TaskOptions.defaults());
      assertThat(values).hasSize(20).startsWith(0, -1).endsWith(-19);
    } finally {
      end(engine);
    }
  }

  @Test
  void itemsRunTogetherOnlyWhenThereIsRoom() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicBoolean full = new AtomicBoolean(true);
    Phaser together = new Phaser(2);
    Engine engine = Engine.open("threads", PoolOptions.defaultOptions().workers(2).minFreeMemory("1g"), false,
        () -> full.get() ? FULL : EASY);
    try {
      engine.map(List.of(1, 2, 3), x -> {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        TimeUnit.MILLISECONDS.sleep(20);
        running.decrementAndGet();
        return x;
      }, oneByOne());
      assertThat(most).hasValue(1);
      // Now nobody tells but the machine: the first item waits for the second.
      List<Integer> values = engine.map(List.of(1, 2), x -> {
        full.set(false);
        together.arriveAndAwaitAdvance();
        return x;
      }, oneByOne());
      assertThat(values).containsExactly(1, 2);
    } finally {
      end(engine);
    }
  }

  private static TaskOptions oneByOne() {
    return TaskOptions.defaults().batch(dev.drover.task.BatchSize.of(1));
  }

  private static void end(Engine engine) {
    engine.shutdown();
    try {
      assertThat(engine.awaitTermination(Duration.ofSeconds(10))).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
