package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.event.Event;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CloseTest {
  private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

  @Test
  void nothingIsLeftAfterwards() throws IOException {
    List<Long> pids;
    try (FakeEngine engine = new FakeEngine(2)) {
      engine.call(HUNDRED, 1, x -> x).values();
      pids = engine.backend().stats().pids();
      assertThat(pids).isNotEmpty();
      assertThat(folders()).isNotEmpty();
    }
    assertThat(pids).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    assertThat(folders()).isEmpty();
    assertThat(Files.readAllLines(Path.of("/proc/self/maps"))).noneMatch(line -> line.contains(".status"));
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> threads().isEmpty());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatTheItemsOfSeveralWorkersHaveStartedIsGoneAfterwards() {
    List<Long> started;
    try (FakeEngine engine = new FakeEngine(2)) {
      started = engine.call(HUNDRED.subList(0, 8), 1, _ -> {
        TimeUnit.MILLISECONDS.sleep(20);
        return new ProcessBuilder("sleep", "1000").start().pid();
      }).values();
      assertThat(started).allMatch(ProcessTable::isRunning);
    }
    Awaitility.await().atMost(Duration.ofSeconds(1)).until(() -> started.stream().noneMatch(ProcessTable::isRunning));
  }

  @Test
  void closingAnIdleBackendIsQuick() {
    FakeEngine engine = new FakeEngine(2);
    engine.call(HUNDRED, 1, x -> x).values();
    long begin = System.nanoTime();
    engine.close();
    assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void closingWhileWorkersStartIsQuick() {
    for (int i = 0; i < 5; i++) {
      FakeEngine engine = new FakeEngine(2);
      engine.backend().demand(2);
      long begin = System.nanoTime();
      engine.close();
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.MILLISECONDS.toNanos(1900));
    }
  }

  @Test
  void closingABackendThatWasNeverUsedStartsNothing() {
    FakeEngine engine = new FakeEngine(4);
    engine.close();
    assertThat(engine.backend().stats().workerStarts()).isZero();
  }

  @Test
  void workersDoWhatTheyHaveToDoAtTheirEnd() throws IOException {
    Path file = Files.createTempFile("drover-test", ".txt");
    String path = file.toString();
    try (FakeEngine engine = new FakeEngine(1, o -> o.onWorkerStop(() -> Files.writeString(Path.of(path), "bye")))) {
      engine.call(HUNDRED, 10, x -> x).values();
    }
    assertThat(file).hasContent("bye");
    Files.delete(file);
  }

  @Test
  void filesThatTasksWantToBeDeletedAtTheEndAreDeleted() {
    Path file;
    try (FakeEngine engine = new FakeEngine(1)) {
      file = Path.of(engine.call(List.of(1), 1, _ -> {
        Path temporary = Files.createTempFile("drover-test", ".tmp");
        temporary.toFile().deleteOnExit();
        return temporary.toString();
      }).values().getFirst());
      assertThat(file).exists();
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aWorkerThatHangsAtItsEndIsKilled() {
    FakeEngine engine = new FakeEngine(1, o -> o.onWorkerStop(() -> Thread.sleep(60_000)));
    engine.call(HUNDRED, 10, x -> x).values();
    long begin = System.nanoTime();
    engine.close();
    assertThat(System.nanoTime() - begin).isBetween(TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(8));
  }

  @Test
  void workersAreReplacedAfterSoManyItems() {
    try (FakeEngine engine = new FakeEngine(1, o -> o.recycleAfter(10))) {
      List<Long> pids = engine.call(HUNDRED, 7, _ -> ProcessHandle.current().pid()).values();
      assertThat(pids.stream().collect(Collectors.groupingBy(p -> p, Collectors.counting())).values())
          .hasSize(10).allMatch(n -> n == 10);
      Awaitility.await().atMost(Duration.ofSeconds(5))
          .until(() -> engine.events(Event.WorkerStopped.class).size() >= 9);
    }
  }

  private static Set<Path> folders() throws IOException {
    String mine = ProcessHandle.current().pid() + "-";
    Set<Path> found = new HashSet<>();
    for (Path base : List.of(Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir")))) {
      for (Path own : list(base, "drover-*")) {
        found.addAll(list(own, mine + "*"));
      }
    }
    return found;
  }

  private static List<Path> list(Path folder, String pattern) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, pattern)) {
      all.forEach(found::add);
    }
    return found;
  }

  /** Without those that all pools of a process share, which tests before this one may have started. */
  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName).filter(name -> name.startsWith("drover-"))
        .filter(name -> !List.of("drover-cleaner", "drover-ticker").contains(name))
        .toList();
  }
}
