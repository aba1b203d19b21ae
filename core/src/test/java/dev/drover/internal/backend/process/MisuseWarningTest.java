package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.function.Functions;
import dev.drover.task.Call;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MisuseWarningTest {
  @Test
  void aFunctionThatHardlyDoesWhatItShouldIsToldOnce() {
    AtomicInteger sum = new AtomicInteger();
    try (Logged logged = new Logged(); FakeEngine engine = new FakeEngine(1)) {
      for (int i = 0; i < 2; i++) {
        engine.call(List.of(1, 2), 1, x -> sum.addAndGet(x)).values();
      }
      assertThat(logged.warnings()).singleElement().asString().contains("captures 'sum' (java.util.concurrent.atomic.AtomicInteger)");
    }
  }

  @Test
  void aSubmittedTaskIsLookedAtToo() {
    AtomicInteger inTask = new AtomicInteger();
    Call<Integer> task = () -> inTask.addAndGet(1);
    try (Logged logged = new Logged(); FakeEngine engine = new FakeEngine(1)) {
      engine.call(List.<Object>of(task), 1, Functions.runCall()).values();
      assertThat(logged.warnings()).singleElement().asString().contains("captures 'inTask'");
    }
  }
}
