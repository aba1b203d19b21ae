package dev.drover.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drover.Parallel;
import dev.drover.Pool;
import dev.drover.event.Event;
import dev.drover.task.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody kills: workers at random, the parent, the command. */
class KillTest {
  /** A second is what we promise; on a build machine that is busy with other things the clock runs on while nothing else does. */
  private static final Duration GONE_WITHIN = Duration.ofSeconds(5);

  /**
   * With a kill every 50 ms two cores hardly start the workers that are to be killed; ten thousand items take minutes then, and are
   * for {@code -Ddrover.kill.items=10000}.
   */
  @ParameterizedTest
  @CsvSource({"50, 300", "200, 10000"})
  void workersKilledAllTheTimeLoseNoResultAndDoubleNone(int everyMillis, int usualItems) throws Exception {
    int items = Integer.getInteger("drover.kill.items", usualItems);
    Random random = new Random(42);
    Victims victims = new Victims();
    try (Pool pool = Pool.processes(o -> o.workers(2).listener(victims::note));
        ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor()) {
      var killing = killer.scheduleWithFixedDelay(
          () -> victims.killOne(random), everyMillis, everyMillis, TimeUnit.MILLISECONDS);
      try (Stream<Outcome<Integer, Integer>> outcomes =
          pool.outcomes(Parallel.range(0, items), KillTest::slowly)) {
        List<Integer> values = outcomes.map(Outcome::get).sorted().toList();
        assertThat(values).isEqualTo(IntStream.range(0, items).boxed().toList());
      }
      killing.cancel(false);
      assertThat(pool.stats().workerDeaths()).as("workers that were killed").isPositive();
    }
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  private static int slowly(int x) {
    long end = System.nanoTime() + 200_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return x;
  }

  /**
   * Who may be killed. On a busy machine a start and a first item take longer than the pause between two kills: only workers that
   * are past their start count, and an item has to have ended since the last kill.
   */
  private static final class Victims {
    private final Set<Long> ready = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean progress = new AtomicBoolean();

    void note(Event event) {
      switch (event) {
        case Event.WorkerStarted started -> ready.add(started.pid());
        case Event.WorkerStopped stopped -> ready.remove(stopped.pid());
        case Event.ItemSucceeded _ -> progress.set(true);
        default -> {
          // of no interest here
        }
      }
    }

    void killOne(Random random) {
      List<Long> pids = List.copyOf(ready);
      if (!pids.isEmpty() && progress.getAndSet(false)) {
        ProcessHandle.of(pids.get(random.nextInt(pids.size()))).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  @Test
  void workersEndWithinASecondOfTheirParentsKillAndTheNextStartSweeps(@TempDir Path dir) throws Exception {
    try (Ran.Started parent = Ran.start(dir, Built.drover(
        "long n -> { while (true) {} }", "--range", "1..4", "--on", "processes", "-j", "2"))) {
      await().atMost(Duration.ofSeconds(60)).until(() -> busyChildren(parent.process()).size() == 2);
      List<ProcessHandle> workers = busyChildren(parent.process());
      long pid = parent.process().pid();
      parent.process().destroyForcibly().waitFor();
      await().atMost(GONE_WITHIN).until(() -> workers.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(Ran.drover("long n -> n", "--range", "1..2", "--on", "processes", "-j", "1").status()).isZero();
      assertThat(runDirectories()).noneMatch(d -> d.getFileName().toString().startsWith(pid + "-"));
    }
  }

  /** A worker that has used some processor time is past its start. */
  private static List<ProcessHandle> busyChildren(Process parent) {
    return parent.children()
        .filter(c -> c.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(Duration.ofMillis(800)) > 0)
        .toList();
  }

  private static List<Path> runDirectories() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String base : List.of("/dev/shm", System.getProperty("java.io.tmpdir"))) {
      try (Stream<Path> all = Files.list(Path.of(base))) {
        for (Path ours : all.filter(d -> Files.isDirectory(d) && d.getFileName().toString().startsWith("drover-")).toList()) {
          try (Stream<Path> runs = Files.list(ours)) {
            found.addAll(runs.toList());
          }
        }
      }
    }
    return found;
  }

  @Test
  void aFirstInterruptDrainsAndNamesTheStatus(@TempDir Path dir) throws Exception {
    // A build in the background ignores the signal, and so would its children.
    try (Ran.Started command = Ran.start(dir, heeding(Built.drover(
        "long n -> { Thread.sleep(300); return n; }", "--range", "1..1000000", "--on", "processes", "-j", "2",
        "--batch", "1")))) {
      await().atMost(Duration.ofSeconds(60)).until(() -> command.outSoFar().lines().count() > 2);
      new ProcessBuilder("kill", "-INT", Long.toString(command.process().pid())).start().waitFor();
      Ran ran = command.await();
      assertThat(ran.status()).as(ran.err()).isEqualTo(130);
      assertThat(ran.lines()).allMatch(line -> line.matches("\\d+"));
      assertThat(ran.err()).contains("ok");
    }
  }

  private static List<String> heeding(List<String> command) {
    return Stream.concat(Stream.of("env", "--default-signal=INT"), command.stream()).toList();
  }
}
