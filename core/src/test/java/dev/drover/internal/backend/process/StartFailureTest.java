package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.backend.process.FakeEngine.Call;
import dev.drover.task.Failure;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFailureTest {
  @Test
  void aWorkerThatCannotStartIsTriedThreeTimesAndTheReasonIsInTheFailure() {
    try (FakeEngine engine = new FakeEngine(1, o -> o.jvmArgs("-XX:NoSuchFlag=1"))) {
      Call<Integer> call = engine.call(List.of(1, 2, 3), 1, x -> x);
      String summary = call.failure(2).summary();
      assertThat(summary)
          .contains("worker process could not be started")
          .contains("exited with status 1")
          .contains("NoSuchFlag")
          .contains("check jvmArgs");
      assertThat(engine.backend().stats().workerStarts()).isBetween(3L, 6L);
    }
  }

  @Test
  void anInitialiserThatFailsIsNamed() {
    try (FakeEngine engine = new FakeEngine(2, o -> o.onWorkerStart(() -> {
      System.err.println("looking for the model");
      throw new IllegalStateException("no model here");
    }))) {
      Call<Integer> call = engine.call(List.of(1, 2, 3), 1, x -> x);
      assertThat(call.failure(0)).isInstanceOfSatisfying(Failure.Threw.class, threw -> {
        assertThat(threw.thrown().message())
            .isEqualTo("onWorkerStart threw java.lang.IllegalStateException: no model here");
        assertThat(threw.thrown().cause().orElseThrow().message()).isEqualTo("no model here");
        assertThat(threw.stack()).anyMatch(frame -> frame.getClassName().equals(StartFailureTest.class.getName()));
        assertThat(threw.lastOutput()).containsExactly("looking for the model");
      });
      call.await();
      assertThat(engine.backend().stats().workerStarts()).isLessThanOrEqualTo(8);
    }
  }

  @Test
  void anInitialiserRunsOnceInEachWorkerBeforeItsItems() {
    try (FakeEngine engine = new FakeEngine(1, o -> o.onWorkerStart(() -> System.setProperty("seen", "yes")))) {
      assertThat(engine.call(List.of(1, 2), 1, _ -> System.getProperty("seen")).values()).containsExactly("yes", "yes");
    }
  }

  @Test
  void aWorkerThatIsFrozenWhileItStartsIsReplaced(@TempDir Path folder) {
    String mark = folder.resolve("frozen").toString();
    try (FakeEngine engine = new FakeEngine(1, o -> o.onWorkerStart(() -> {
      if (new File(mark).createNewFile()) {
        WorkerDeathTest.signalSelf("STOP");
      }
    }))) {
      assertThat(engine.call(List.of(1, 2), 1, x -> x).values()).containsExactly(1, 2);
      assertThat(engine.backend().stats().workerStarts()).isEqualTo(2);
    }
  }

  @Test
  void anInitialiserThatFreezesItsWorkerEachTimeIsGivenUp() {
    try (FakeEngine engine = new FakeEngine(1, o -> o.onWorkerStart(() -> WorkerDeathTest.signalSelf("STOP")))) {
      assertThat(engine.call(List.of(1), 1, x -> x).failure(0).summary())
          .contains("died while it ran onWorkerStart: it was frozen by a signal");
      assertThat(engine.backend().stats().workerStarts()).isBetween(3L, 4L);
    }
  }

  @Test
  void anInitialiserThatHangsIsGivenUpAndWhereItHangsIsTold() {
    try (FakeEngine engine = new FakeEngine(1, o -> o.startTimeout(Duration.ofMillis(300)).onWorkerStart(() -> {
      System.out.println("looking for the model");
      Loader.load();
    }))) {
      Failure failure = engine.call(List.of(1), 1, x -> x).failure(0);
      assertThat(failure.summary()).isEqualTo("java.lang.IllegalStateException: onWorkerStart did not end within 0.3 s, in "
          + Loader.class.getName() + ".load; make it quicker, or set a longer startTimeout");
      assertThat(failure.stack()).anyMatch(frame -> frame.getMethodName().equals("load"));
      assertThat(failure.workerPid()).isPresent();
      assertThat(engine.backend().stats().workerStarts()).isBetween(3L, 4L);
    }
  }

  private static final class Loader {
    static void load() throws InterruptedException {
      Thread.currentThread().join();
    }
  }

  @Test
  void anInitialiserThatExitsIsNamed() {
    try (FakeEngine engine = new FakeEngine(1, o -> o.onWorkerStart(() -> System.exit(3)))) {
      assertThat(engine.call(List.of(1), 1, x -> x).failure(0).summary())
          .contains("died while it ran onWorkerStart: worker process exited with status 3");
    }
  }

  @Test
  void anInitialiserThatCannotTravelIsNamed() {
    Object captured = new Object();
    try (FakeEngine engine = new FakeEngine(1, o -> o.onWorkerStart(captured::notifyAll))) {
      Call<Integer> call = engine.call(List.of(1), 1, x -> x);
      assertThat(call.failure(0).summary()).contains("onWorkerStart can't travel to a worker process");
    }
  }

  @Test
  void aFunctionOfAClassThatTheWorkerLacksIsNoReasonToHang() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Object> call = engine.call(List.of(1), 1, _ -> Class.forName("no.such.Class"));
      assertThat(call.failure(0)).isInstanceOf(Failure.Threw.class);
    }
  }
}
