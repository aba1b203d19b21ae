package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.event.Event;
import dev.drover.internal.backend.process.FakeEngine.Call;
import dev.drover.task.Fn;
import dev.drover.task.WorkerLocal;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker in which a task left something behind is replaced, and that is said once. */
@Timeout(60)
class LeftBehindTest {
  private static void assertReplaced(String what, Fn<Integer, Integer> culprit) {
    try (FakeEngine engine = new FakeEngine(1)) {
      long first = pid(engine);
      assertThat(engine.call(List.of(1), 1, culprit).values()).containsExactly(1);
      Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5))
          .until(() -> pid(engine) != first);
      assertThat(warnings(engine)).containsExactly(
          "a task left %s behind in worker process %d, which is replaced".formatted(what, first));
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> engine.events(Event.WorkerStopped.class).stream()
          .anyMatch(e -> e.reason().equals("recycled: a task left " + what + " behind")));
      assertThat(engine.backend().stats().workerDeaths()).isZero();
    }
  }

  private static List<String> warnings(FakeEngine engine) {
    return engine.events(Event.Warning.class).stream().map(Event.Warning::message).toList();
  }

  private static long pid(FakeEngine engine) {
    return engine.call(List.of(1), 1, _ -> ProcessHandle.current().pid()).values().getFirst();
  }

  @Test
  void aThread() {
    assertReplaced("thread 'forgotten'", x -> {
      Thread.ofPlatform().daemon().name("forgotten").start(() -> {
        try {
          TimeUnit.MINUTES.sleep(1);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      });
      return x;
    });
  }

  @Test
  void aLocale() {
    assertReplaced("another default locale", x -> {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      return x;
    });
  }

  @Test
  void aTimeZone() {
    assertReplaced("another default time zone", x -> {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      return x;
    });
  }

  @Test
  void aSystemProperty() {
    assertReplaced("system property 'mode'", x -> {
      System.setProperty("mode", "odd");
      return x;
    });
  }

  @Test
  void aStream() {
    assertReplaced("another System.in", x -> {
      System.setIn(new ByteArrayInputStream(new byte[0]));
      return x;
    });
    assertReplaced("another System.out or System.err", x -> {
      System.setOut(new PrintStream(System.err, true));
      return x;
    });
  }

  @Test
  void theNextItemOfTheBatchFindsLocaleAndTimeZoneAsTheyWere() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(List.of(1, 2), 2, x -> {
        boolean changed = Locale.getDefault().getLanguage().equals("tr")
            || TimeZone.getDefault().getID().equals("Asia/Tokyo");
        Locale.setDefault(Locale.forLanguageTag("tr"));
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        return changed ? -x : x;
      });
      assertThat(call.values()).containsExactly(1, 2);
    }
  }

  @Test
  void whatHasEndedOrIsTheJdksIsNotHeldAgainstAnybody() {
    try (FakeEngine engine = new FakeEngine(1)) {
      long first = pid(engine);
      Call<Integer> call = engine.call(IntStream.range(0, 20).boxed().toList(), 2, x -> {
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
          pool.submit(() -> x).get();
        }
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return IntStream.range(0, 1000).parallel().map(i -> 1).sum() + x - 1000;
      });
      assertThat(call.values()).hasSize(20).doesNotContainNull();
      Call<Integer> later = engine.call(List.of(1), 1, x -> {
        TimeUnit.MILLISECONDS.sleep(200);
        return x;
      });
      assertThat(later.values()).containsExactly(1);
      assertThat(warnings(engine)).isEmpty();
      assertThat(pid(engine)).isEqualTo(first);
    }
  }

  @Test
  void threadsOfAValueThatTheWorkerKeepsAreNotLeftBehind() {
    WorkerLocal<ExecutorService> executor = WorkerLocal.withInitial(Executors::newSingleThreadExecutor);
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(List.of(1, 2, 3), 1, x -> {
        TimeUnit.MILLISECONDS.sleep(60);
        return executor.get().submit(() -> x).get();
      });
      assertThat(call.values()).containsExactly(1, 2, 3);
      assertThat(warnings(engine)).isEmpty();
    }
  }

  @Test
  void whatEveryWorkerShowsIsNoReasonToReplaceThemForEver() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5)).until(() -> {
        engine.call(List.of(1), 1, _ -> System.setProperty("library.ready", "yes")).await();
        return warnings(engine).size() == 2;
      });
      assertThat(warnings(engine).getLast()).isEqualTo(
          "tasks leave system property 'library.ready' behind again and again; workers are no longer replaced for that");
      long pid = pid(engine);
      assertThat(engine.call(List.of(1), 1, _ -> System.setProperty("library.ready", "yes")).await()).hasSize(1);
      assertThat(pid(engine)).isEqualTo(pid);
    }
  }
}
