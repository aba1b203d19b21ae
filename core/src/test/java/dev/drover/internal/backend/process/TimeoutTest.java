package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.event.Event;
import dev.drover.event.Event.KillStep.Step;
import dev.drover.internal.backend.process.FakeEngine.Call;
import dev.drover.internal.backend.process.FakeEngine.End;
import dev.drover.task.Failure;
import dev.drover.task.Task;
import dev.drover.task.TaskOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TimeoutTest {
  private static final TaskOptions HALF_SECOND = TaskOptions.timeout(Duration.ofMillis(500));
  private static final List<Integer> TEN = IntStream.range(0, 10).boxed().toList();

  @Test
  void anItemThatLoopsForEverIsKilledAndItsSiblingsAreNot() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(TEN, 10, HALF_SECOND, x -> x == 5 ? loop(x) : x);
      Failure failure = call.failure(5);
      assertThat(failure).isInstanceOf(Failure.TimedOut.class);
      assertThat(failure.summary()).isEqualTo("timed out after 500 ms");
      assertThat(failure.stack()).isNotEmpty();
      assertThat(failure.stack()).anyMatch(frame -> frame.getMethodName().equals("loop"));
      assertThat(failure.lastOutput()).containsExactly("looping");
      for (long i = 0; i < 10; i++) {
        if (i != 5) {
          assertThat(call.await().get(i)).isInstanceOf(End.Ok.class);
        }
      }
      assertThat(engine.events(Event.KillStep.class)).extracting(Event.KillStep::step)
          .containsExactly(Step.DUMP, Step.INTERRUPT, Step.KILL);
    }
  }

  @Test
  void anItemThatReactsToTheInterruptCostsNoWorker() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(TEN, 10, HALF_SECOND, x -> {
        if (x == 5) {
          Thread.sleep(60_000);
        }
        return x;
      });
      assertThat(call.failure(5)).isInstanceOf(Failure.TimedOut.class);
      assertThat(call.failure(5).stack()).anyMatch(frame -> frame.getMethodName().startsWith("sleep"));
      assertThat(engine.backend().stats().workerStarts()).isEqualTo(1);
      assertThat(engine.events(Event.KillStep.class)).extracting(Event.KillStep::step)
          .containsExactly(Step.DUMP, Step.INTERRUPT);
    }
  }

  @Test
  void aCountedLoopCanBeLookedAtAndKilled() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Long> call = engine.call(List.of(1), 1, HALF_SECOND, TimeoutTest::countedLoop);
      long begin = System.nanoTime();
      Failure failure = call.failure(0);
      assertThat(failure).isInstanceOf(Failure.TimedOut.class);
      assertThat(failure.stack()).anyMatch(frame -> frame.getMethodName().equals("countedLoop"));
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }
  }

  @Test
  void timeInTheQueueIsNotTimeOfTheItem() {
    try (FakeEngine engine = new FakeEngine(1)) {
      List<Integer> values = engine.call(TEN, 10, HALF_SECOND, x -> {
        Thread.sleep(100);
        return x;
      }).values();
      assertThat(values).isEqualTo(TEN);
    }
  }

  @Test
  void aProcessThatTheItemStartedIsKilledToo() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(List.of(1), 1, HALF_SECOND, x -> {
        Process child = new ProcessBuilder("sleep", "600").start();
        System.out.println(child.pid());
        while (true) {
          Thread.onSpinWait();
        }
      });
      long child = Long.parseLong(call.failure(0).lastOutput().getFirst());
      Awaitility.await().atMost(Duration.ofSeconds(5))
          .until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  @Test
  void aFrozenWorkerIsKilledAndItsItemStalled() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(TEN, 10, x -> {
        if (x == 3) {
          new ProcessBuilder("kill", "-STOP", Long.toString(ProcessHandle.current().pid())).start().waitFor();
          Thread.sleep(1000);
        }
        return x;
      });
      assertThat(call.failure(3)).isInstanceOfSatisfying(Failure.Stalled.class, s -> assertThat(s.frozen()).isTrue());
      assertThat(call.failure(3).summary())
          .isEqualTo("stalled: its worker process was frozen by a signal, as by SIGSTOP, and was killed");
      assertThat(Optional.ofNullable(call.await().get(4L))).containsInstanceOf(End.Ok.class);
    }
  }

  @Test
  void anItemWhoseWorkerIsFrozenIsNotLate() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(List.of(1), 1, HALF_SECOND, x -> {
        new ProcessBuilder("kill", "-STOP", Long.toString(ProcessHandle.current().pid())).start().waitFor();
        Thread.sleep(60_000);
        return x;
      });
      assertThat(call.failure(0)).isInstanceOfSatisfying(Failure.Stalled.class, s -> assertThat(s.frozen()).isTrue());
    }
  }

  @Test
  void aWorkerThatIsFrozenBetweenItemsGivesBackWhatItHas() {
    try (FakeEngine engine = new FakeEngine(1)) {
      long pid = (long) engine.call(List.of(1), 1, _ -> ProcessHandle.current().pid()).values().getFirst();
      new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> ProcessTable.isStopped(pid));
      Call<Integer> call = engine.call(TEN, 10, x -> x);
      assertThat(call.values()).isEqualTo(TEN);
      assertThat(engine.backend().stats().workerStarts()).isEqualTo(2);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anItemWithoutProgressIsStoppedAndOneWithProgressIsNot() {
    TaskOptions stall = TaskOptions.defaults().stallTimeout(Duration.ofMillis(500));
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(List.of(0, 1), 2, stall, x -> {
        for (int i = 0; i < 15; i++) {
          Thread.sleep(100);
          if (x == 0) {
            Task.progress();
          }
        }
        return x;
      });
      assertThat(call.failure(1)).isInstanceOf(Failure.Stalled.class);
      assertThat(call.failure(1).summary()).contains("500 ms");
      assertThat(Optional.ofNullable(call.await().get(0L))).containsInstanceOf(End.Ok.class);
    }
  }

  private static int loop(int x) {
    System.out.println("looping");
    int y = x;
    while (true) {
      y = y * 31 + 1;
      if (y == 0 && x == -1) {
        return y;
      }
    }
  }

  static long countedLoop(int seed) {
    long sum = seed;
    for (int round = 0; round < 1_000_000; round++) {
      for (int i = 0; i < Integer.MAX_VALUE; i++) {
        sum += i ^ sum << 1;
      }
    }
    return sum;
  }
}
