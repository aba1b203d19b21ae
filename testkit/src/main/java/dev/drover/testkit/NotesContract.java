package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.ChildProcess;
import dev.drover.NamedProcess;
import dev.drover.Pool;
import dev.drover.task.TaskOutput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What people try first with processes, with the figures that they got from Python. For the backend whose workers are
 * processes.
 */
public abstract class NotesContract extends PoolContract {
  private static final int CHILDREN = 10;
  private static final int FIRST = 10_000_000;
  private static final String[] SUMS = {
    "50000005000001", "50000015000002", "50000025000004", "50000035000007", "50000045000011",
    "50000055000016", "50000065000022", "50000075000029", "50000085000037", "50000095000046"
  };
  private static final Duration NAP = Duration.ofMillis(500);

  /** For subclasses. */
  protected NotesContract() {}

  private static long onePlusSum(long n) {
    return 1 + LongStream.rangeClosed(1, n).sum();
  }

  @Test
  @DisplayName("seed B1: ten processes print their sums, in any order")
  void tenProcessesPrintTheirSums() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    List<ChildProcess<?>> children = IntStream.range(0, CHILDREN).<ChildProcess<?>>mapToObj(i -> {
      int n = FIRST + i;
      return ChildProcess.of(
          () -> System.out.println(onePlusSum(n)), o -> o.process(p -> p.output(text -> write(text, printed)))).start();
    }).toList();
    children.forEach(ChildProcess::close);
    assertThat(printed.toString(StandardCharsets.UTF_8).split("\n", 0)).containsExactlyInAnyOrder(SUMS);
  }

  private static void write(TaskOutput text, ByteArrayOutputStream printed) {
    printed.writeBytes(text.bytes());
  }

  @Test
  @DisplayName("seed B2: a pool of ten gives the same sums in the order of the inputs")
  void aPoolGivesTheSumsInOrder() {
    try (Pool pool = open(CHILDREN)) {
      List<Integer> inputs = IntStream.range(FIRST, FIRST + CHILDREN).boxed().toList();
      assertThat(pool.map(inputs, n -> Long.toString(onePlusSum(n)))).containsExactly(SUMS);
    }
  }

  @Test
  @DisplayName("seed B3: a process knows its name and number, and whether it is a daemon; cores are counted for it")
  void aProcessKnowsItself() throws Exception {
    NamedProcess main = ChildProcess.current();
    assertThat(main.name()).isEqualTo("main");
    assertThat(main.pid()).isEqualTo(ProcessHandle.current().pid());
    try (ChildProcess<String> child = ChildProcess.of(
        () -> ChildProcess.current().name() + " " + ChildProcess.current().pid() + " "
            + Runtime.getRuntime().availableProcessors(), o -> o.name("counter").daemon(true)).start()) {
      int cores = Runtime.getRuntime().availableProcessors();
      assertThat(child.value()).isEqualTo("counter %d %d".formatted(child.pid(), cores));
      assertThat(child.daemon()).isTrue();
    }
  }

  private static void nap() {
    long end = System.nanoTime() + NAP.toNanos();
    for (long left = NAP.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Test
  @DisplayName("seed D1: start returns at once, and ten joins take the time of one task and of the starts, not of ten")
  void joinsOverlap() throws InterruptedException {
    List<ChildProcess<?>> children = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = 0; i < CHILDREN; i++) {
      children.add(ChildProcess.of(NotesContract::nap, o -> o.process(p -> p.memory("64m"))).start());
    }
    Duration started = Duration.ofNanos(System.nanoTime() - begin);
    long napping = children.stream().filter(ChildProcess::isAlive).count();
    for (ChildProcess<?> child : children) {
      child.join();
    }
    Duration joined = Duration.ofNanos(System.nanoTime() - begin);
    children.forEach(ChildProcess::close);
    assertThat(napping).isEqualTo(CHILDREN);
    assertThat(started).as("of all that ten starts and naps took, %s", joined).isLessThan(joined.dividedBy(2));
    assertThat(joined).isGreaterThanOrEqualTo(NAP);
  }

  @Test
  @DisplayName("seed D2: 999 processes at once are bounded with a clear message, and those that live give their values")
  void manyProcessesAreBounded() throws InterruptedException {
    Gate open = gate("open");
    List<ChildProcess<Integer>> children = new ArrayList<>();
    String refusal = "";
    // 64 and more would take a small machine a minute
    System.setProperty("drover.children", "5");
    try {
      for (int i = 0; i < 999 && refusal.isEmpty(); i++) {
        refusal = startOrSay(children, open, i);
      }
    } finally {
      System.clearProperty("drover.children");
    }
    assertThat(refusal).matches("child process 'child-\\d+' can't be started: 5 children of this process live, and no "
        + "more may; wait for one of them to end, or allow more with -Ddrover.children=N");
    open.open();
    for (int i = 0; i < 5; i++) {
      assertThat(children.get(i).value()).isEqualTo(i);
    }
    children.forEach(ChildProcess::close);
  }

  private static String startOrSay(List<ChildProcess<Integer>> children, Gate open, int number) {
    ChildProcess<Integer> child = ChildProcess.of(() -> {
      open.pass();
      return number;
    }, o -> o.process(p -> p.memory("32m")));
    try {
      children.add(child.start());
      return "";
    } catch (IllegalStateException e) {
      child.close();
      return String.valueOf(e.getMessage());
    }
  }
}
