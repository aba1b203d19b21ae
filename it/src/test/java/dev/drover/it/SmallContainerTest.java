package dev.drover.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program whose workers all fill their heaps, in a control group of 512 MiB: where one can be made, which needs rights. */
class SmallContainerTest {
  private static final long LIMIT = 512L << 20;
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final String NAME = "drover-it-" + ProcessHandle.current().pid();

  private static final String FILL = """
      import dev.drover.Pool;
      import java.nio.file.*;
      import java.util.*;

      public class Main {
        public static void main(String[] args) {
          try (Pool pool = Pool.processes(2)) {
            List<long[]> all = pool.with(o -> o.batch(1)).map(List.of(1, 2, 3, 4), x -> fill());
            System.out.println("heap " + all.getFirst()[0]);
            System.out.println("resident " + all.stream().mapToLong(a -> a[1]).max().orElseThrow());
            System.out.println("starts " + pool.stats().workerStarts());
          }
        }

        static long[] fill() throws Exception {
          long heap = Runtime.getRuntime().maxMemory();
          List<byte[]> hoard = new ArrayList<>();
          for (long used = 0; used < heap / 2; used += 1 << 20) {
            byte[] block = new byte[1 << 20];
            Arrays.fill(block, (byte) 1);
            hoard.add(block);
          }
          Thread.sleep(300);
          String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(l -> l.startsWith("VmRSS")).findFirst().orElseThrow().replaceAll("[^0-9]", "");
          return new long[] {heap, Long.parseLong(resident) << 10, hoard.size()};
        }
      }
      """;

  @TempDir private Path folder;
  private Path group = ROOT;

  /** Below the group that this process is in, which is where limits may be set that bind nobody else. */
  @BeforeEach
  void make() throws IOException {
    boolean one = Files.isDirectory(ROOT.resolve("memory"));
    String own = Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
        .filter(l -> one ? l.contains(":memory:") : l.startsWith("0::"))
        .map(l -> l.split(":", 3)[2].substring(1))
        .findFirst()
        .orElse("");
    Path made = (one ? ROOT.resolve("memory") : ROOT).resolve(own).resolve(NAME);
    boolean permitted;
    try {
      Files.createDirectory(made);
      group = made;
      Files.writeString(made.resolve(one ? "memory.limit_in_bytes" : "memory.max"), Long.toString(LIMIT));
      permitted = true;
    } catch (IOException notPermitted) {
      permitted = false;
    }
    assumeThat(permitted).as("a control group can be made here").isTrue();
  }

  @AfterEach
  void remove() {
    if (!group.equals(ROOT)) {
      await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> Files.deleteIfExists(group) || Files.notExists(group));
    }
  }

  @Test
  void allWorkersTogetherStayUnderItsLimit() throws Exception {
    Program program = new Program(folder).source("Main.java", FILL).compile("-cp", Built.coreJar().toString());
    Ran ran = Ran.run(folder, "", inGroup(Program.java(
        "-cp", Built.coreJar() + File.pathSeparator + program.classes(), "Main")));
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(figure(ran, "starts")).as("no worker was lost").isEqualTo(2);
    assertThat(figure(ran, "heap")).as("heap of a worker").isLessThan(LIMIT / 4);
    assertThat(2 * figure(ran, "resident")).as("memory of all workers").isLessThan(LIMIT);
    assertThat(kills()).as("kills by the kernel").isZero();
  }

  @Test
  void theDoctorNamesTheLimitAndWhatFollowsFromIt() throws Exception {
    Ran ran = Ran.run(folder, "", inGroup(Built.drover("doctor", "-j", "2")));
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .containsPattern("memory: .*512 MiB for this control group")
        .containsPattern("heap: +\\d+ MiB for each worker, planned from 512 MiB .* all together fit");
  }

  private List<String> inGroup(List<String> command) {
    List<String> all = new ArrayList<>(
        List.of("/bin/sh", "-c", "echo $$ > '" + group.resolve("cgroup.procs") + "' && exec \"$@\"", "sh"));
    all.addAll(command);
    return all;
  }

  private static long figure(Ran ran, String name) {
    return ran.lines().stream()
        .filter(l -> l.startsWith(name + " "))
        .mapToLong(l -> Long.parseLong(l.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private long kills() throws IOException {
    try (Stream<Path> files = Stream.of("memory.oom_control", "memory.events").map(group::resolve).filter(Files::exists)) {
      return Files.readAllLines(files.findFirst().orElseThrow()).stream()
          .filter(l -> l.startsWith("oom_kill "))
          .mapToLong(l -> Long.parseLong(l.split(" ")[1]))
          .sum();
    }
  }
}
