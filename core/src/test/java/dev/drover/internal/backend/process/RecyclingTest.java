package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.event.Event;
import dev.drover.internal.backend.process.FakeEngine.Call;
import dev.drover.task.PoolOptions;
import dev.drover.task.VoidCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that are replaced by age or by growth: in the background, and nobody waits for the new one. */
@Timeout(60)
class RecyclingTest {
  /** So that who waits for a start is found out. */
  private static final VoidCall SLOW = () -> TimeUnit.SECONDS.sleep(2);

  private static long pid(FakeEngine engine) {
    return engine.call(List.of(1), 1, _ -> ProcessHandle.current().pid()).values().getFirst();
  }

  private static List<Event.WorkerStopped> recycled(FakeEngine engine, String why) {
    return engine.events(Event.WorkerStopped.class).stream()
        .filter(e -> e.reason().matches("recycled: " + why))
        .toList();
  }

  private static void until(BooleanSupplier condition) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5)).until(condition::getAsBoolean);
  }

  @Test
  void aWorkerThatIsOldEnoughIsReplacedInTheBackground() {
    try (FakeEngine engine = new FakeEngine(1, o -> o.recycleAfter(Duration.ofMillis(300)).onWorkerStart(SLOW))) {
      long first = pid(engine);
      AtomicLong slowest = new AtomicLong();
      until(() -> {
        long begin = System.nanoTime();
        long now = pid(engine);
        slowest.accumulateAndGet(System.nanoTime() - begin, Math::max);
        return now != first;
      });
      assertThat(slowest.get()).as("no item waited for the start").isLessThan(TimeUnit.SECONDS.toNanos(2));
      until(() -> !recycled(engine, "it was PT0.3S old").isEmpty());
      assertThat(engine.backend().stats().workerDeaths()).isZero();
    }
  }

  @Test
  void anIdleWorkerThatIsOldTakesTheNextItemAndIsReplacedAfterIt() {
    try (FakeEngine engine = new FakeEngine(1, o -> o.recycleAfter(Duration.ofMillis(50)))) {
      long first = pid(engine);
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60);
      until(() -> System.nanoTime() > end);
      assertThat(pid(engine)).isEqualTo(first);
      until(() -> engine.events(Event.WorkerStarted.class).size() == 2);
      assertThat(pid(engine)).isNotEqualTo(first);
    }
  }

  @Test
  void aWorkerThatHasGrownIsReplacedInTheBackground() {
    try (FakeEngine engine = new FakeEngine(1, o -> o.recycleAtGrowth("100m"))) {
      long first = pid(engine);
      // A worker is looked at before it grows, since the growth is measured from there.
      Call<Integer> steady = engine.call(List.of(1), 1, x -> {
        TimeUnit.MILLISECONDS.sleep(600);
        return x;
      });
      assertThat(steady.values()).containsExactly(1);
      assertThat(pid(engine)).isEqualTo(first);
      assertThat(engine.call(List.of(150), 1, Greedy::nativeMemory).values()).containsExactly(150);
      until(() -> pid(engine) != first);
      until(() -> !recycled(engine, "its resident memory grew by \\d+ MiB").isEmpty());
    }
  }

  @Test
  void itemsAreNotDisturbedByReplacements() {
    List<Integer> many = IntStream.range(0, 2000).boxed().toList();
    try (FakeEngine engine = new FakeEngine(2, o -> o.recycleAfter(Duration.ofMillis(200)).recycleAfter(300))) {
      Call<Integer> call = engine.call(many, 7, x -> {
        TimeUnit.MILLISECONDS.sleep(1);
        return -x;
      });
      assertThat(call.values()).hasSize(2000).startsWith(0, -1, -2).doesNotContainNull();
      assertThat(engine.backend().stats().workerStarts()).isGreaterThan(4);
      assertThat(engine.backend().stats().workerDeaths()).isZero();
    }
  }

  @Test
  void wrongNumbersAreRefused() {
    PoolOptions options = PoolOptions.defaultOptions();
    assertThatThrownBy(() -> options.recycleAfter(0))
        .hasMessage("recycleAfter is 0; it must be 1 or more: leave it out to keep workers");
    assertThatThrownBy(() -> options.recycleAfter(Duration.ZERO))
        .hasMessage("recycleAfter is PT0S; it must be above 0: leave it out to keep workers");
    assertThatThrownBy(() -> options.spares(-1)).hasMessage("spares is -1; it must be 0 or more: use 0 for none");
    assertThatThrownBy(() -> options.idleTimeout(Duration.ZERO))
        .hasMessage("idleTimeout is PT0S; it must be above 0: leave it out to keep idle workers");
    assertThatThrownBy(() -> options.workers(3, 2))
        .hasMessage("workers are 3 to 2; the first number must not be above the second");
    assertThatThrownBy(() -> options.maxLoad(0))
        .hasMessage("maxLoad is 0.0; it must be above 0: leave it out for no limit");
  }
}
