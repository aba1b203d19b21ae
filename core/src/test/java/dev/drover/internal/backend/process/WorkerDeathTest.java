package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.backend.process.FakeEngine.Call;
import dev.drover.internal.backend.process.FakeEngine.End;
import dev.drover.task.Failure;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WorkerDeathTest {
  private static final List<Integer> TEN = IntStream.range(0, 10).boxed().toList();

  @Test
  void anItemThatExitsFailsAloneWithItsStatus() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(TEN, 10, x -> {
        if (x == 4) {
          System.err.println("leaving");
          System.exit(7);
        }
        return x;
      });
      Failure failure = call.failure(4);
      assertThat(failure).isInstanceOf(Failure.Exited.class);
      assertThat(failure.summary()).isEqualTo("worker process exited with status 7");
      assertThat(failure.lastOutput()).containsExactly("leaving");
      assertThat(failure.workerPid()).isPresent();
      assertOthersAreOk(call, 4);
    }
  }

  @Test
  void anItemThatHaltsFailsWithItsStatus() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(TEN, 10, x -> {
        if (x == 0) {
          Runtime.getRuntime().halt(9);
        }
        return x;
      });
      assertThat(call.failure(0).summary()).isEqualTo("worker process exited with status 9");
      assertOthersAreOk(call, 0);
    }
  }

  @Test
  void anExitStatusAbove128IsNotTakenForASignal() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(List.of(1), 1, x -> {
        System.exit(137);
        return x;
      });
      assertThat(call.failure(0).summary()).isEqualTo("worker process exited with status 137");
    }
  }

  @Test
  void aWorkerThatIsKilledWhileItExitsIsNamedWithItsSignal() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(List.of(1), 1, x -> {
        Runtime.getRuntime().addShutdownHook(new Thread(WorkerDeathTest::killSelf));
        System.exit(3);
        return x;
      });
      assertThat(call.failure(0).summary()).isEqualTo("worker process died of SIGKILL (9)");
    }
  }

  private static void killSelf() {
    try {
      signalSelf("KILL");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aKilledWorkerIsNamedWithItsSignal() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(TEN, 10, x -> x == 9 ? signalSelf("KILL") : x);
      assertThat(call.failure(9).summary()).isEqualTo("worker process died of SIGKILL (9)");
      assertOthersAreOk(call, 9);
    }
  }

  @Test
  void aTerminatedWorkerIsNamedWithItsSignal() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(List.of(1), 1, x -> signalSelf("TERM"));
      assertThat(call.failure(0).summary()).isEqualTo("worker process died of SIGTERM (15)");
    }
  }

  @Test
  void aNativeCrashIsNamedWithItsFirstSignalAndItsTopFrame() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(TEN, 10, x -> x == 3 ? crash() : x);
      Failure failure = call.failure(3);
      assertThat(failure).isInstanceOfSatisfying(Failure.Crashed.class, crashed -> {
        assertThat(crashed.signal()).isEqualTo(11);
        assertThat(crashed.frame()).hasValueSatisfying(f -> assertThat(f).matches("V .*Unsafe_GetInt.*|J jdk.internal.misc.*"));
      });
      assertThat(failure.lastOutput()).anyMatch(line -> line.contains("SIGSEGV"));
      assertThat(failure.stack()).anyMatch(f -> f.getMethodName().equals("crash"));
      assertThat(failure.evidence().ran()).hasValueSatisfying(t -> assertThat(t).isPositive());
      assertOthersAreOk(call, 3);
    }
  }

  @Test
  void theReportOfACrashOutlivesTheBackend() {
    Failure failure;
    try (FakeEngine engine = new FakeEngine(1)) {
      failure = engine.call(List.of(3), 1, x -> crash()).failure(0);
    }
    assertThat(failure).isInstanceOfSatisfying(Failure.Crashed.class, crashed ->
        assertThat(crashed.errorFile()).hasValueSatisfying(f -> assertThat(f).content().contains("SIGSEGV")));
  }

  @Test
  void workersKilledFromOutsideCostNoItemItsReport() throws InterruptedException {
    List<Integer> many = IntStream.range(0, 3000).boxed().toList();
    try (FakeEngine engine = new FakeEngine(2)) {
      Call<Integer> call = engine.call(many, 5, x -> {
        Thread.sleep(1);
        return -x;
      });
      int count = 200;
      for (int kills = 0; kills < 5; kills++) {
        call.await(count);
        count += 400;
        engine.backend().stats().pids().stream()
            .flatMap(pid -> ProcessHandle.of(pid).stream())
            .forEach(ProcessHandle::destroyForcibly);
      }
      Map<Long, End<Integer>> ends = call.await();
      List<Failure> failures = failures(ends);
      assertThat(failures).hasSizeLessThanOrEqualTo(10).allMatch(f -> f instanceof Failure.Crashed);
      ends.forEach((index, end) -> {
        if (end instanceof End.Ok<Integer> ok) {
          assertThat(ok.value()).isEqualTo((int) -index);
        }
      });
    }
  }

  @Test
  void aWorkerThatDiesIdleIsReplacedByTheNextBatch() {
    try (FakeEngine engine = new FakeEngine(1)) {
      assertThat(engine.call(TEN, 1, x -> x).values()).isEqualTo(TEN);
      ProcessHandle worker = ProcessHandle.of(engine.backend().stats().pids().getFirst()).orElseThrow();
      worker.destroyForcibly();
      worker.onExit().join();
      assertThat(engine.call(TEN, 1, x -> x).values()).isEqualTo(TEN);
    }
  }

  @Test
  void aWorkerThatDiesWhileALargeInputIsWrittenHoldsNobodyUp() {
    List<byte[]> inputs = List.of(new byte[1], new byte[64 << 20], new byte[1]);
    try (FakeEngine engine = new FakeEngine(1, o -> o.memory("512m"))) {
      Call<Integer> call = engine.call(inputs, 1, bytes -> bytes.length > 1 ? signalSelf("KILL") : bytes.length);
      assertThat(call.failure(1)).isInstanceOf(Failure.Crashed.class);
      assertOthersAreOk(call, 1);
    }
  }

  @Test
  void whatACrashedItemHasStartedIsKilledToo() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(List.of(1), 1, x -> {
        System.out.println(new ProcessBuilder("sleep", "600").start().pid());
        return signalSelf("KILL");
      });
      long child = Long.parseLong(call.failure(0).lastOutput().getFirst());
      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !ProcessTable.isRunning(child));
    }
  }

  static List<Failure> failures(Map<Long, ? extends End<?>> ends) {
    return ends.values().stream()
        .filter(e -> e instanceof End.Failed<?>)
        .map(e -> ((End.Failed<?>) e).failure())
        .toList();
  }

  private static void assertOthersAreOk(Call<?> call, long culprit) {
    call.await().forEach((index, end) -> {
      if (index != culprit) {
        assertThat(end).as("item %d", index).isInstanceOf(End.Ok.class);
      }
    });
  }

  static int signalSelf(String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(ProcessHandle.current().pid())).start().waitFor();
    Thread.sleep(10_000);
    return -1;
  }

  @SuppressWarnings("restricted") // the crash is the point
  private static int crash() {
    return MemorySegment.ofAddress(16).reinterpret(8).get(ValueLayout.JAVA_INT, 0);
  }
}
