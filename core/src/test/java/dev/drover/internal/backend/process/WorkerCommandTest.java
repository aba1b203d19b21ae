package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.backend.process.FakeEngine.Call;
import dev.drover.task.Failure;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerCommandTest {
  private static final long GIB = 1L << 30;

  @TempDir Path folder;

  @Test
  void workersShareWhatIsLeftOfThreeQuartersOfTheMachine() {
    assertThat(MemoryPlan.heap(16 * GIB, 4 * GIB, 8)).isEqualTo(GIB);
    assertThat(MemoryPlan.heap(16 * GIB, 4 * GIB, 1)).isEqualTo(2 * GIB);
    assertThat(MemoryPlan.heap(4 * GIB, GIB, 1)).isEqualTo(GIB);
    assertThat(MemoryPlan.heap(GIB, GIB, 4)).isEqualTo(64L << 20);
  }

  @Test
  void aClassPathOfAnyLengthReachesTheWorker() {
    String before = System.getProperty("java.class.path");
    String padding = IntStream.range(0, 400)
        .mapToObj(i -> folder(i).toString()).collect(Collectors.joining(":"));
    System.setProperty("java.class.path", before + ":" + padding);
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Integer> call = engine.call(List.of(1), 1, _ -> System.getProperty("java.class.path").length());
      assertThat(call.values().getFirst()).isGreaterThan(padding.length());
    } finally {
      System.setProperty("java.class.path", before);
    }
  }

  private Path folder(int number) {
    try {
      return Files.createDirectory(folder.resolve("a folder \\ with a long \" name, and the number " + number));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theHeapThatWasAskedForIsTheWorkers() {
    try (FakeEngine engine = new FakeEngine(1, o -> o.memory("48m"))) {
      long heap = (long) engine.call(List.of(1), 1, _ -> Runtime.getRuntime().maxMemory()).values().getFirst();
      assertThat(heap).isBetween(40L << 20, 48L << 20);
    }
  }

  @Test
  void jvmArgumentsComeLastAndMayChooseAnotherCollector() {
    try (FakeEngine engine = new FakeEngine(1, o -> o.jvmArgs("-Dcolour=red", "-XX:+UseParallelGC"))) {
      assertThat(engine.call(List.of(1), 1, _ -> System.getProperty("colour")).values()).containsExactly("red");
    }
  }

  /** A worker that is not told who provides sockets opens every jar of its class path before it opens its connection. */
  @Test
  void aWorkerIsToldWhoProvidesSockets() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Object> call =
          engine.call(List.of(1), 1, _ -> System.getProperty("java.nio.channels.spi.SelectorProvider", "not told"));
      assertThat(call.values()).containsExactly(SelectorProvider.provider().getClass().getName());
    }
  }

  @Test
  void theSecretIsNotAmongTheArguments() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Boolean> call = engine.call(List.of(1), 1, _ -> {
        String secret = System.getenv("DROVER_SECRET");
        String line = Files.readString(Path.of("/proc/self/cmdline"));
        return secret.length() == 64 && !line.contains(secret);
      });
      assertThat(call.values()).containsExactly(true);
    }
  }

  @Test
  void nobodyCanStartAWorkerByHand() throws Exception {
    Process process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp", System.getProperty("java.class.path"), "dev.drover.internal.worker.WorkerMain").start();
    String said = new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(said).contains("DROVER_WORKER is not set").contains("Drover starts by itself");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void aFailureSaysWhoRanIt() {
    try (FakeEngine engine = new FakeEngine(1)) {
      Call<Object> call = engine.call(List.of(1), 1, _ -> {
        throw new IllegalStateException(Long.toString(ProcessHandle.current().pid()));
      });
      Failure failure = call.failure(0);
      assertThat(failure.workerPid()).hasValue(Long.parseLong(failure.summary().replaceAll("\\D", "")));
    }
  }
}
