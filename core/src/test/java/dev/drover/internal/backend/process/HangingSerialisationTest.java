package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.event.Event;
import dev.drover.internal.backend.process.FakeEngine.Call;
import dev.drover.internal.backend.process.FakeEngine.End;
import dev.drover.task.Failure;
import dev.drover.task.Failure.Unserializable.What;
import dev.drover.task.TaskOptions;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingSerialisationTest {
  private static final TaskOptions ONE_SECOND = TaskOptions.timeout(Duration.ofSeconds(1));
  private static final List<Integer> TEN = IntStream.range(0, 10).boxed().toList();

  private static volatile CountDownLatch end = new CountDownLatch(1);

  @BeforeEach
  void closeTheGate() {
    end = new CountDownLatch(1);
  }

  /** So that the threads that were left behind end. */
  @AfterEach
  void openTheGate() {
    end.countDown();
  }

  @Test
  void aResultWhoseReadingHangsFailsAloneAndItsSiblingsEndBefore() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Object> call = engine.call(TEN, 10, ONE_SECOND, x -> x == 3 ? new HangsWhenRead() : x);
      assertThat(call.await(9)).doesNotContainKey(3L);
      assertThat(call.failure(3)).isInstanceOfSatisfying(Failure.Unserializable.class, u -> {
        assertThat(u.what()).isEqualTo(What.RESULT);
        assertThat(u.detail()).isEqualTo("reading it in the caller's process was given up after 2 s, in "
            + HangsWhenRead.class.getName() + ".readObject; use plain data, or set a longer timeout");
        assertThat(u.stack()).anyMatch(frame -> frame.getMethodName().equals("hang"));
      });
      assertLeftBehind(engine, 1);
      assertThat(engine.call(TEN, 5, x -> x).values()).isEqualTo(TEN);
      assertThat(engine.backend().stats().workerStarts()).isEqualTo(1);
    }
  }

  @Test
  void anExceptionWhoseReadingHangsFailsItsItemOnly() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(TEN, 10, ONE_SECOND, x -> {
        if (x == 3) {
          throw new HangingException();
        }
        return x;
      });
      assertThat(call.failure(3).summary()).contains(HangingException.class.getName() + ".readObject");
      assertThat(call.await().get(4L)).isInstanceOf(End.Ok.class);
    }
  }

  @Test
  void aValueThatIsReadWhenItsWorkerIsDeadStillCounts() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Object> call = engine.call(TEN, 10, x -> {
        if (x == 4) {
          Runtime.getRuntime().halt(7);
        }
        return x == 3 ? new HangsWhenRead() : x;
      });
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> engine.backend().stats().pids().stream()
          .noneMatch(ProcessTable::isRunning));
      end.countDown();
      assertThat(call.await().get(3L)).isInstanceOf(End.Ok.class);
      assertThat(call.failure(4)).isInstanceOf(Failure.Exited.class);
    }
  }

  @Test
  void anInputWhoseWritingHangsFailsAlone() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<String> call = engine.call(List.of("a", new HangsWhenWritten(), "c"), 3, ONE_SECOND, x -> "got " + x);
      assertThat(call.failure(1)).isInstanceOfSatisfying(Failure.Unserializable.class, u -> {
        assertThat(u.what()).isEqualTo(What.INPUT);
        assertThat(u.detail()).isEqualTo("writing it in the caller's process was given up after 2 s, in "
            + HangsWhenWritten.class.getName() + ".writeObject; use plain data, or set a longer timeout");
      });
      assertThat(call.values()).containsExactly("got a", null, "got c");
      assertLeftBehind(engine, 1);
      assertThat(engine.call(TEN, 5, x -> x).values()).isEqualTo(TEN);
    }
  }

  @Test
  void aFunctionWhoseWritingHangsFailsItsItems() {
    HangsWhenWritten captured = new HangsWhenWritten();
    try (FakeEngine engine = new FakeEngine(2)) {
      Call<String> call = engine.call(TEN, 5, ONE_SECOND, x -> x + captured.text());
      for (long i = 0; i < 10; i++) {
        assertThat(call.failure(i)).isInstanceOfSatisfying(
            Failure.Unserializable.class, u -> assertThat(u.what()).isEqualTo(What.FUNCTION));
      }
      engine.backend().ended(call.work());
      assertThat(engine.call(TEN, 5, x -> x).values()).isEqualTo(TEN);
    }
  }

  @Test
  void aCallThatIsStoppedWaitsForNeither() {
    try (FakeEngine engine = new FakeEngine(2)) {
      Call<Object> reads = engine.call(List.of(1), 1, _ -> new HangsWhenRead());
      Call<Object> writes = engine.call(List.of(new HangsWhenWritten()), 1, x -> x);
      awaitThreads("HangsWhenRead.readObject", 2);
      engine.backend().stop(reads.work(), _ -> true, "the test wants it");
      engine.backend().stop(writes.work(), _ -> true, "the test wants it");
      assertThat(reads.failure(0).summary()).isEqualTo("cancelled: the test wants it");
      assertThat(writes.failure(0).summary()).isEqualTo("cancelled: the test wants it");
      assertThat(engine.backend().stats().abandonedThreads()).isEqualTo(2);
    }
  }

  private static void awaitThreads(String what, int count) {
    Awaitility.await(what).atMost(Duration.ofSeconds(30)).until(() -> Thread.getAllStackTraces().values().stream()
        .filter(stack -> List.of(stack).stream().anyMatch(f -> f.getMethodName().equals("hang")))
        .count() == count);
  }

  private static void assertLeftBehind(FakeEngine engine, long count) {
    assertThat(engine.backend().stats().abandonedThreads()).isEqualTo(count);
    Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() ->
        assertThat(engine.events(Event.Warning.class)).extracting(Event.Warning::message)
            .anyMatch(message -> message.contains("was left behind in " + HangingSerialisationTest.class.getName())));
    List<Thread> left = new ArrayList<>(Thread.getAllStackTraces().keySet());
    assertThat(left).filteredOn(t -> t.getName().startsWith("drover-reader")).allMatch(Thread::isDaemon);
  }

  /** In the caller's process only: a worker writes results and reads inputs. */
  private static void hang() {
    boolean over = false;
    while (!over) {
      try {
        over = end.await(1, TimeUnit.HOURS);
      } catch (InterruptedException ignored) {
        // it does not react
      }
    }
  }

  private static final class HangsWhenRead implements Serializable {
    private static final long serialVersionUID = 1;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      hang();
    }
  }

  private static final class HangsWhenWritten implements Serializable {
    private static final long serialVersionUID = 1;

    String text() {
      return "text";
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      hang();
    }
  }

  private static final class HangingException extends Exception {
    private static final long serialVersionUID = 1;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      hang();
    }
  }
}
