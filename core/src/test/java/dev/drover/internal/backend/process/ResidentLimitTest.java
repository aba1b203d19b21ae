package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.Pool;
import dev.drover.event.Event;
import dev.drover.internal.backend.process.FakeEngine.Call;
import dev.drover.spi.Finding;
import dev.drover.task.Failure;
import dev.drover.task.Outcome;
import dev.drover.task.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The cap on what a worker and all that it has started have resident. */
@Timeout(60)
class ResidentLimitTest {
  private static FakeEngine engine() {
    return new FakeEngine(1, o -> o.residentLimit("400m"));
  }

  private static void assertOverLimit(Failure failure) {
    assertThat(failure).isInstanceOfSatisfying(
        Failure.OutOfMemory.class, f -> assertThat(f.limit()).isEqualTo(Failure.OutOfMemory.Limit.RESIDENT));
  }

  @Test
  void aChildThatGrowsIsKilledWithItsWorkerAndItsItemFails() {
    try (FakeEngine engine = engine()) {
      Call<Integer> call = engine.call(List.of(1, 2, 3), 3, x -> x == 2 ? Greedy.child(400) : x);
      Failure failure = call.failure(1);
      assertOverLimit(failure);
      assertThat(failure.summary()).matches(
          "out of memory: resident limit of the process tree: \\d+ MiB in 2 processes, and 400m are allowed");
      long child = Long.parseLong(failure.lastOutput().getFirst());
      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !ProcessTable.isRunning(child));
      assertThat(call.values()).containsExactly(1, null, 3);
    }
  }

  @Test
  void nativeMemoryThatGrowsCounts() {
    try (FakeEngine engine = engine()) {
      Call<Integer> call = engine.call(List.of(1, 4000, 3), 3, x -> x > 3 ? Greedy.nativeMemory(x) : x);
      assertOverLimit(call.failure(1));
      assertThat(call.values()).containsExactly(1, null, 3);
      assertThat(engine.events(Event.KillStep.class)).hasSize(1);
    }
  }

  @Test
  void whatStaysBelowIsLeftAlone() {
    try (FakeEngine engine = engine()) {
      Call<Integer> call = engine.call(List.of(1), 1, x -> {
        Greedy.nativeMemory(100);
        TimeUnit.MILLISECONDS.sleep(500);
        return x;
      });
      assertThat(call.values()).containsExactly(1);
    }
  }

  @Test
  void whatIsLeftBehindIsKilledThoughNoItemRuns() {
    try (FakeEngine engine = engine()) {
      Call<Long> call = engine.call(List.of(500), 1, x -> {
        Thread.ofPlatform().daemon().start(() -> {
          try {
            TimeUnit.MILLISECONDS.sleep(300);
            Greedy.nativeMemory(x);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
        return ProcessHandle.current().pid();
      });
      Long pid = call.values().getFirst();
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !ProcessTable.isRunning(pid));
      assertThat(engine.events(Event.Warning.class)).extracting(Event.Warning::message)
          .anyMatch(m -> m.startsWith("worker process " + pid + " was killed while no item ran: resident limit"));
      assertThat(engine.call(List.of(7), 1, x -> x).values()).containsExactly(7);
    }
  }

  @Test
  void anInitialiserThatTakesTooMuchIsTheReasonWhyNoWorkerCanBeStarted() {
    try (FakeEngine engine = new FakeEngine(1, o -> o.residentLimit("300m").onWorkerStart(() -> Greedy.nativeMemory(4000)))) {
      Failure failure = engine.call(List.of(1), 1, x -> x).failure(0);
      assertOverLimit(failure);
      assertThat(failure.summary()).endsWith("and 300m are allowed, before its first item");
    }
  }

  @Test
  void theItemIsTriedAgainOnceAloneAndItsSiblingsAreUnharmed() {
    PoolOptions options = PoolOptions.defaultOptions().workers(2).memory("64m").residentLimit("300m");
    try (Pool pool = Pool.open("processes", options)) {
      List<Outcome<Integer, Integer>> outcomes = pool.outcomes(List.of(1, 2, 4000, 3), x ->
          x > 3 ? Greedy.nativeMemory(x) : x).toList();
      assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Ok<Integer, Integer>).hasSize(3);
      assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Failed<Integer, Integer>).singleElement()
          .isInstanceOfSatisfying(Outcome.Failed.class, f -> {
            assertOverLimit(f.failure());
            assertThat(f.failure().attempts()).isEqualTo(2);
          });
    }
  }

  @Test
  void whatIsPlannedIsFoundByTheDoctor() {
    PoolOptions options = PoolOptions.defaultOptions().workers(3).residentLimit("2g");
    assertThat(new ProcessBackendProvider().examine(options)).contains(
        Finding.good("resident limit", "2.0 GiB for each worker with all that it starts, 6.0 GiB for all"));
  }

  @Test
  void aLimitWithoutRoomForTheHeapIsRefused() {
    assertThatThrownBy(() -> PoolOptions.defaultOptions().memory("1g").residentLimit("512m"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("residentLimit is 512m with a heap of 1g; a JVM needs some memory besides its heap: "
            + "raise the limit or lower memory");
  }
}
