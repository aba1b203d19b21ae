package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.ChildProcess;
import dev.drover.Depot;
import dev.drover.Pool;
import dev.drover.internal.host.Nesting;
import dev.drover.task.Fn;
import dev.drover.task.PoolOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Workers that wait for the next pool or child. */
@Timeout(120)
class DepotTest {
  private static PoolOptions one(PoolOptions options) {
    return options.workers(1).memory("64m");
  }

  private static PoolOptions two(PoolOptions options) {
    return options.workers(2).memory("64m");
  }

  private static Pool open(UnaryOperator<PoolOptions> options) {
    return Pool.open("processes", options.apply(PoolOptions.defaultOptions()));
  }

  private static long pid(Pool pool) {
    return pool.map(List.of(1), _ -> ProcessHandle.current().pid()).getFirst();
  }

  private static long pidOfNewPool(UnaryOperator<PoolOptions> options) {
    try (Pool pool = open(options)) {
      return pid(pool);
    }
  }

  private static void until(BooleanSupplier condition) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5)).until(condition::getAsBoolean);
  }

  private static List<Long> filled(Depot depot, int count) {
    until(() -> depot.workerPids().size() == count);
    return depot.workerPids();
  }

  private static List<Long> prepared(Depot depot, UnaryOperator<PoolOptions> options, int count) {
    depot.prepare(options);
    return filled(depot, count);
  }

  /** Nothing outlives a depot: neither what waited nor what was taken. */
  @AfterEach
  void nothingIsLeft() {
    assertThat(ProcessHandle.current().children()).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("drover-depot");
  }

  @Test
  void poolsTakeWorkersThatAreThereAndOthersAreStartedInTheirPlace() {
    Set<Long> seen = new HashSet<>();
    try (Depot depot = Depot.open(2)) {
      depot.prepare(DepotTest::two);
      for (int i = 0; i < 3; i++) {
        List<Long> ready = filled(depot, 2);
        assertThat(seen).doesNotContainAnyElementsOf(ready);
        seen.addAll(ready);
        try (Pool pool = open(DepotTest::two)) {
          List<Long> pids = pool.map(IntStream.range(0, 20).boxed().toList(), _ -> {
            TimeUnit.MILLISECONDS.sleep(10);
            return ProcessHandle.current().pid();
          });
          assertThat(pids).isSubsetOf(ready);
          assertThat(pool.stats().workerStarts()).isEqualTo(2);
          assertThat(pool.stats().workerPids()).containsExactlyInAnyOrderElementsOf(ready);
        }
      }
    }
  }

  @Test
  void whatWasNeededOnceIsReadyTheNextTime() {
    try (Depot depot = Depot.open(1)) {
      long first = pidOfNewPool(DepotTest::one);
      List<Long> ready = filled(depot, 1);
      assertThat(ready).doesNotContain(first);
      assertThat(pidOfNewPool(DepotTest::one)).isEqualTo(ready.getFirst());
    }
  }

  @Test
  void aChildTakesOneAndItsEndIsTheEndOfTheProcess() throws InterruptedException {
    try (Depot depot = Depot.open(1)) {
      long ready = prepared(depot, DepotTest::one, 1).getFirst();
      try (ChildProcess<Long> child =
          ChildProcess.of(() -> ProcessHandle.current().pid(), o -> o.process(p -> p.memory("64m"))).start()) {
        assertThat(child.value()).isEqualTo(ready).isEqualTo(child.pid());
        assertThat(ProcessHandle.of(ready).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(child.exitCode()).hasValue(0);
      }
    }
  }

  @Test
  void aPoolThatNeedsOtherWorkersStartsItsOwnWhichAreKeptFromThenOn() {
    UnaryOperator<PoolOptions> larger = o -> o.workers(1).memory("80m");
    UnaryOperator<PoolOptions> flagged = o -> o.workers(1).memory("64m").jvmArgs("-Dcolour=red");
    try (Depot depot = Depot.open(1)) {
      for (UnaryOperator<PoolOptions> other : List.of(larger, flagged)) {
        List<Long> before = prepared(depot, DepotTest::one, 1);
        assertThat(before).doesNotContain(pidOfNewPool(other));
        until(() -> depot.workerPids().size() == 1 && !depot.workerPids().equals(before));
        assertThat(depot.workerPids()).contains(pidOfNewPool(other));
      }
    }
  }

  @Test
  void nothingOfOnePoolReachesTheNext() {
    try (Depot depot = Depot.open(1)) {
      prepared(depot, DepotTest::one, 1);
      for (int i = 0; i < 2; i++) {
        filled(depot, 1);
        try (Pool pool = open(DepotTest::one)) {
          assertThat(pool.map(List.of(1), _ -> System.setProperty("mark", "here"))).containsOnlyNulls();
        }
      }
    }
  }

  /** Where a function is written. */
  private static final class Written {
    private Written() {}

    static Fn<Path, List<String>> function() {
      return log -> Files.readAllLines(log).stream()
          .filter(line -> line.contains(Written.class.getName() + " ")).toList();
    }
  }

  @Test
  void oneThatIsStartedNextHasTheClassOfAFunctionLoadedAndNotInitialised(@TempDir Path folder) {
    UnaryOperator<PoolOptions> logged = o -> one(o).jvmArgs("-Xlog:class+load,class+init:file=" + folder.resolve("%p.log"));
    try (Depot depot = Depot.open(1)) {
      prepared(depot, logged, 1);
      try (Pool pool = open(logged)) {
        Path own = folder.resolve(pid(pool) + ".log");
        assertThat(pool.map(List.of(own), Written.function()).getFirst()).isNotEmpty();
      }
      Path next = folder.resolve(filled(depot, 1).getFirst() + ".log");
      assertThat(next).content().contains(Written.class.getName() + " source:");
      assertThat(next).content().doesNotContain("Initializing '" + Written.class.getName().replace('.', '/') + "'");
    }
  }

  @Test
  void whatBelongsToAPoolIsToldWhenItTakesAWorker() throws IOException {
    try (Depot depot = Depot.open(1); URLClassLoader loader = new URLClassLoader("mine", new URL[0], null)) {
      List<Long> ready = prepared(depot, DepotTest::one, 1);
      List<String> said = new ArrayList<>();
      Thread.currentThread().setContextClassLoader(loader);
      try (Pool pool = open(o -> one(o).name("other")
          .onWorkerStart(() -> System.setProperty("warm", "yes"))
          .output(piece -> said.add(new String(piece.bytes(), StandardCharsets.UTF_8))))) {
        Thread.currentThread().setContextClassLoader(DepotTest.class.getClassLoader());
        assertThat(pool.map(List.of(1), _ -> {
          System.out.print("printed");
          boolean own = Thread.currentThread().getContextClassLoader() == ClassLoader.getSystemClassLoader();
          return System.getProperty("warm") + " " + own + " " + ProcessHandle.current().pid();
        })).containsExactly("yes false " + ready.getFirst());
      } finally {
        Thread.currentThread().setContextClassLoader(DepotTest.class.getClassLoader());
      }
      assertThat(said).containsExactly("printed");
    }
  }

  @Test
  void aWorkerThatIsTakenPlansWithTheShareThatItsPoolGivesIt() {
    try (Depot depot = Depot.open(1)) {
      long ready = prepared(depot, DepotTest::one, 1).getFirst();
      try (Pool pool = open(DepotTest::one)) {
        long share = pool.map(List.of(1), _ -> Nesting.ofThisProcess().memory().orElse(0)).getFirst();
        assertThat(share).isGreaterThan((64L << 20) + MemoryPlan.BESIDES_HEAP);
        assertThat(pid(pool)).isEqualTo(ready);
      }
    }
  }

  @Test
  void oneThatWasKilledIsNotGivenOut() {
    try (Depot depot = Depot.open(1)) {
      long ready = prepared(depot, DepotTest::one, 1).getFirst();
      assertThat(ProcessHandle.of(ready).orElseThrow().destroyForcibly()).isTrue();
      until(() -> !ProcessTable.isRunning(ready));
      try (Pool pool = open(DepotTest::one)) {
        assertThat(pid(pool)).isNotEqualTo(ready);
        assertThat(pool.stats().workerDeaths()).isZero();
      }
    }
  }

  @Test
  void oneThatDiesIsMissedByNobodyAndLeavesNothing() {
    try (Depot depot = Depot.open(1)) {
      long ready = prepared(depot, DepotTest::one, 1).getFirst();
      assertThat(ProcessHandle.of(ready).orElseThrow().destroyForcibly()).isTrue();
      until(() -> depot.workerPids().isEmpty());
      assertThat(pidOfNewPool(DepotTest::one)).isNotEqualTo(ready);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void oneThatIsStoppedCostsAStartAndNothingElse() throws IOException, InterruptedException {
    try (Depot depot = Depot.open(1)) {
      long ready = prepared(depot, DepotTest::one, 1).getFirst();
      assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(ready)).start().waitFor()).isZero();
      until(() -> ProcessTable.isStopped(ready));
      long begin = System.nanoTime();
      assertThat(pidOfNewPool(DepotTest::one)).isNotEqualTo(ready);
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(20));
      until(() -> !ProcessTable.isRunning(ready));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void oneThatIsStoppedWhileItStartsOrPractisesHoldsUpNobody() throws IOException, InterruptedException {
    for (int i = 1; i <= 4; i++) {
      try (Depot depot = Depot.open(1)) {
        depot.prepare(DepotTest::one);
        until(() -> ProcessHandle.current().children().findAny().isPresent());
        long later = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(i * 80L);
        until(() -> System.nanoTime() >= later);
        long starting = ProcessHandle.current().children().findAny().orElseThrow().pid();
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(starting)).start().waitFor()).isZero();
        until(() -> ProcessTable.isStopped(starting));
        assertThat(pidOfNewPool(DepotTest::one)).isNotEqualTo(starting);
      }
      assertThat(ProcessHandle.current().children()).isEmpty();
    }
  }

  @Test
  void oneThatNobodyNeedsEnds() {
    try (Depot depot = Depot.open(1, Duration.ofMillis(300))) {
      prepared(depot, DepotTest::one, 1);
      until(() -> depot.workerPids().isEmpty());
      until(() -> ProcessHandle.current().children().findAny().isEmpty());
      assertThat(pidOfNewPool(DepotTest::one)).isPositive();
    }
  }

  @Test
  void thereAreNoMoreThanWereAskedForAndSeveralAddUp() {
    try (Depot depot = Depot.open(1)) {
      depot.prepare(DepotTest::two);
      try (Depot more = Depot.open(2)) {
        more.prepare(o -> two(o).memory("80m"));
        filled(more, 3);
      }
      assertThat(depot.workerPids()).hasSize(1);
    }
  }

  @Test
  void sparesCountInThePlanOfMemory() {
    try (Pool pool = Pool.threads(1)) {
      long before = pool.stats().budget().planned();
      try (Depot depot = Depot.open(1)) {
        prepared(depot, DepotTest::one, 1);
        assertThat(pool.stats().budget().planned()).isEqualTo(before + MemoryPlan.BESIDES_HEAP);
      }
      assertThat(pool.stats().budget().planned()).isEqualTo(before);
    }
  }

  @Test
  void closingWhileOneStartsOrPractisesLeavesNothing() {
    for (int i = 0; i < 8; i++) {
      try (Depot depot = Depot.open(2)) {
        depot.prepare(DepotTest::two);
        long later = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(i * 60L);
        until(() -> System.nanoTime() >= later);
      }
      assertThat(ProcessHandle.current().children()).isEmpty();
    }
  }

  @Test
  void workersInTheDepotDieWithTheirProgram() throws IOException {
    Process parent = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp", System.getProperty("java.class.path"), "-Xmx128m", Main.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    List<ProcessHandle> workers;
    try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("ready");
      workers = parent.children().toList();
      assertThat(workers).hasSize(2);
    } finally {
      var _ = parent.destroyForcibly();
    }
    Awaitility.await().atMost(Duration.ofSeconds(1)).pollInterval(Duration.ofMillis(10))
        .until(() -> workers.stream().noneMatch(w -> ProcessTable.isRunning(w.pid())));
    until(() -> !parent.isAlive());
  }

  /** The program: it never closes its depot. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) throws InterruptedException {
      prepared(Depot.open(2), DepotTest::two, 2);
      System.out.println("ready");
      Thread.currentThread().join();
    }
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThatThrownBy(() -> Depot.open(0)).hasMessage("a depot of 0; it must be 1 or more: open none to keep none");
    assertThatThrownBy(() -> Depot.open(1, Duration.ZERO))
        .hasMessage("idleTimeout is PT0S; it must be above 0: leave it out for a minute");
  }
}
