package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.host.PrivateFolder;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentDeathTest {
  @Test
  void workersOfAKilledParentAreGoneWithinASecondAndTheirFilesWithTheNextStart() throws IOException {
    long parent = killedWhileWorkersAreBusy(System.getProperty("java.class.path"), () -> {});
    try (FakeEngine engine = new FakeEngine(1)) {
      assertThat(engine.call(List.of(1), 1, x -> x).values()).containsExactly(1);
      assertThat(leftBy(parent)).isEmpty();
    }
  }

  /** A program is often built anew while it runs; classes that a worker needs to end may be gone by then. */
  @Test
  void workersWhoseClassPathIsGoneEndWithTheirParentAllTheSame(@TempDir Path folder) throws IOException {
    List<Path> copies = new ArrayList<>();
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (Files.isDirectory(Path.of(entry))) {
        Path copy = folder.resolve("classes" + copies.size());
        copy(Path.of(entry), copy);
        copies.add(copy);
        entries.add(copy.toString());
      } else {
        entries.add(entry);
      }
    }
    assertThat(copies).isNotEmpty();
    killedWhileWorkersAreBusy(String.join(File.pathSeparator, entries), () -> copies.forEach(PrivateFolder::delete));
  }

  private static long killedWhileWorkersAreBusy(String classPath, Runnable beforeTheKill) throws IOException {
    Process parent = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp", classPath, "-Xmx128m", Main.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    List<ProcessHandle> workers;
    try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("running");
      workers = parent.children().toList();
      assertThat(workers).hasSize(2);
      beforeTheKill.run();
    } finally {
      parent.destroyForcibly();
    }
    long begin = System.nanoTime();
    Awaitility.await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(10))
        .until(() -> workers.stream().noneMatch(ParentDeathTest::runs));
    assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(1));
    return parent.pid();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  /** An orphan that has ended may have to wait for somebody to take notice. */
  private static boolean runs(ProcessHandle process) {
    return ProcessTable.isRunning(process.pid());
  }

  private static List<Path> leftBy(long pid) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of("/dev/shm"), 2)) {
      return all.filter(p -> p.getFileName().toString().startsWith(pid + "-")).toList();
    }
  }

  /** The parent: its workers are busy for ever. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) {
      FakeEngine engine = new FakeEngine(2);
      engine.call(IntStream.range(0, 2).boxed().toList(), 1, TimeoutTest::countedLoop);
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> engine.backend().running().size() == 2);
      System.out.println("running");
      engine.call(List.of(1), 1, x -> x).values();
    }
  }
}
