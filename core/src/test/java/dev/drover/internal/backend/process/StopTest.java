package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.event.Event;
import dev.drover.internal.backend.process.FakeEngine.Call;
import dev.drover.internal.backend.process.FakeEngine.End;
import dev.drover.task.Failure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class StopTest {
  private static final List<Integer> TEN = IntStream.range(0, 10).boxed().toList();

  @Test
  void aRunningItemIsInterruptedAndItsSiblingsRunOn() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(TEN, 10, x -> {
        if (x == 3) {
          Thread.sleep(60_000);
        }
        return x;
      });
      awaitRunning(engine, 3);
      engine.backend().stop(call.work(), i -> i == 3, "the test wants it");
      assertThat(call.failure(3).summary()).isEqualTo("cancelled: the test wants it");
      assertThat(call.await().get(4L)).isInstanceOf(End.Ok.class);
      assertThat(engine.backend().stats().workerStarts()).isEqualTo(1);
    }
  }

  @Test
  void anItemThatDoesNotReactIsKilled() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(TEN, 10, x -> x == 3 ? (int) TimeoutTest.countedLoop(x) : x);
      awaitRunning(engine, 3);
      engine.backend().stop(call.work(), i -> i == 3, "the test wants it");
      assertThat(call.failure(3)).isInstanceOf(Failure.Cancelled.class);
      assertThat(call.failure(3).stack()).isNotEmpty();
      assertThat(call.await().get(4L)).isInstanceOf(End.Ok.class);
      assertThat(engine.events(Event.KillStep.class)).extracting(Event.KillStep::step).contains(Event.KillStep.Step.KILL);
    }
  }

  @Test
  void itemsThatHaveNotStartedComeBackAtOnceThoughOneHangs() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(TEN, 10, x -> {
        if (x == 0) {
          Thread.sleep(60_000);
        }
        return x;
      });
      awaitRunning(engine, 0);
      for (long i = 5; i < 10; i++) {
        call.cancel(i);
      }
      engine.backend().stop(call.work(), i -> i >= 5, "not wanted");
      call.await(5);
      assertThat(call.returned()).isEqualTo(5);
      engine.backend().stop(call.work(), _ -> true, "neither");
      assertThat(call.failure(0)).isInstanceOf(Failure.Cancelled.class);
    }
  }

  @Test
  void whatWaitsBehindSomethingLongIsGivenBack() {
    try (FakeEngine engine = new FakeEngine(2)) {
      // Both workers learn that batches are short, and may have two of them.
      engine.call(IntStream.range(0, 400).boxed().toList(), 1, x -> x).values();
      List<Integer> mixed = IntStream.range(0, 8).boxed().toList();
      Call<Integer> call = engine.call(mixed, 1, x -> {
        if (x == 0) {
          Thread.sleep(4000);
        }
        return x;
      });
      long begin = System.nanoTime();
      call.await(7);
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(3));
      assertThat(call.values()).isEqualTo(mixed);
    }
  }

  private static void awaitRunning(FakeEngine engine, long index) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5))
        .until(() -> engine.backend().running().stream().anyMatch(r -> r.index() == index && r.slot() == 1));
  }
}
