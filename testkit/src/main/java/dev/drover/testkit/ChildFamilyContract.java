package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.ChildProcess;
import dev.drover.NamedProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What children, their children and the program promise one another. For the backend whose workers are processes. */
public abstract class ChildFamilyContract extends PoolContract {
  /** For subclasses. */
  protected ChildFamilyContract() {}

  private static String self() {
    NamedProcess own = ChildProcess.current();
    NamedProcess parent = ChildProcess.parent().orElseThrow();
    boolean same = own.pid() == ProcessHandle.current().pid();
    return "%s %s %b %b".formatted(own.name(), parent.name(), same, parent.isAlive());
  }

  private static List<String> withChild() throws InterruptedException {
    try (ChildProcess<String> child = ChildProcess.start(ChildFamilyContract::self)) {
      return List.of(self(), child.value());
    }
  }

  @Test
  @DisplayName("row 48: a child knows its name and its parent, a numbered name has the numbers of its ancestors")
  void names() throws Exception {
    assertThat(ChildProcess.current().name()).isEqualTo("main");
    assertThat(ChildProcess.parent()).isEmpty();
    try (ChildProcess<List<String>> child = ChildProcess.start(ChildFamilyContract::withChild)) {
      assertThat(child.name()).matches("child-\\d+");
      assertThat(child.value())
          .containsExactly(child.name() + " main true true", "%s:1 %s true true".formatted(child.name(), child.name()));
    }
    try (ChildProcess<String> child = ChildProcess.of(ChildFamilyContract::self, o -> o.name("loader")).start()) {
      assertThat(child.value()).isEqualTo("loader main true true");
    }
    long parent = ProcessHandle.current().pid();
    try (ChildProcess<Boolean> child =
        ChildProcess.start(() -> ChildProcess.parent().orElseThrow().pid() == parent)) {
      assertThat(child.value()).isTrue();
    }
  }

  /** A child whose child waits; both leave their pids. */
  private ChildProcess<?> startTwo(Marks pids) throws InterruptedException {
    Gate never = gate("never");
    ChildProcess<?> child = ChildProcess.start(() -> {
      pids.addPid();
      try (ChildProcess<?> grandchild = ChildProcess.start(() -> {
        pids.addPid();
        never.passDeaf();
      })) {
        grandchild.join();
      }
    });
    pids.await(2);
    return child;
  }

  private static void areGone(Marks pids) throws InterruptedException {
    for (String pid : pids.all()) {
      Until.isTrue("process " + pid + " has ended",
          () -> ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  @Test
  @DisplayName("row 48: a grandchild notices the death of its parent, and ends")
  void grandchildEndsWithItsParent() throws Exception {
    Marks pids = marks("pids");
    try (ChildProcess<?> child = startTwo(pids)) {
      // by nobody who knows of the grandchild
      assertThat(ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly()).isTrue();
      child.join();
      assertThat(child.exitCode()).hasValue(-9);
      areGone(pids);
    }
  }

  @Test
  @DisplayName("terminate() ends what the child has started too")
  void terminateReachesDescendants() throws Exception {
    Marks pids = marks("pids");
    try (ChildProcess<?> child = startTwo(pids)) {
      child.terminate();
      child.join();
      assertThat(child.exitCode()).hasValue(-15);
      areGone(pids);
    }
  }

  @Test
  @DisplayName("the end of a child's function waits for its children, and ends those that are daemons")
  void childrenOfAChild() throws Exception {
    Marks pids = marks("pids");
    Marks done = marks("done");
    Gate open = gate("open");
    Gate never = gate("never");
    try (ChildProcess<?> child = ChildProcess.start(() -> {
      var _ = ChildProcess.start(() -> {
        open.pass();
        done.add("done");
      });
      var _ = ChildProcess.of(() -> {
        pids.addPid();
        never.passDeaf();
      }, o -> o.daemon(true)).start();
      pids.await(1);
      open.open();
    })) {
      child.join();
      assertThat(child.exitCode()).hasValue(0);
      assertThat(done.all()).hasSize(1);
      areGone(pids);
    }
  }

  @Test
  @DisplayName("closing a daemon ends it")
  void closeEndsDaemons() throws Exception {
    Marks pids = marks("pids");
    Gate never = gate("never");
    try (ChildProcess<?> child = ChildProcess.of(() -> {
      pids.addPid();
      never.passDeaf();
    }, o -> o.daemon(true)).start()) {
      assertThat(child.daemon()).isTrue();
      pids.await(1);
    }
    areGone(pids);
  }

  @Test
  @DisplayName("a program whose main ends waits for its children, but not for daemons, which end with it")
  void endOfTheProgram() throws Exception {
    Marks pids = marks("pids");
    Process program = start(scratch());
    String printed = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor()).isZero();
    assertThat(printed.lines()).containsExactly("main ends", "the child ended with 0");
    assertThat(pids.all()).hasSize(1);
    areGone(pids);
  }

  @Test
  @DisplayName("more children than may live are refused with a message")
  void tooMany() throws Exception {
    Process program = start(scratch(), "-Ddrover.children=2");
    String printed = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor()).isZero();
    assertThat(printed.lines()).containsExactly(
        "child process 'third' can't be started: 2 children of this process live, and no more may; "
            + "wait for one of them to end, or allow more with -Ddrover.children=N",
        "main ends",
        "the child ended with 0");
    areGone(marks("pids"));
  }

  private static Process start(Path scratch, String... flags) throws IOException {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName(), scratch.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The program. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws InterruptedException {
      Path scratch = Path.of(args[0]);
      Gate open = new Gate(scratch.resolve("open.gate").toString());
      Gate never = new Gate(scratch.resolve("never.gate").toString());
      Marks pids = Marks.in(scratch.resolve("pids.marks"));
      var _ = ChildProcess.of(() -> {
        pids.addPid();
        never.passDeaf();
      }, o -> o.daemon(true)).start();
      pids.await(1);
      ChildProcess<?> child = ChildProcess.start(open::pass);
      var _ = child.onExit().thenAccept(c -> System.out.println("the child ended with " + c.exitCode().orElseThrow()));
      if (Integer.getInteger("drover.children", 0) > 0) {
        third();
      }
      System.out.println("main ends");
      open.open();
    }

    private static void third() {
      try {
        ChildProcess.of(() -> 3, o -> o.name("third")).start().close();
      } catch (IllegalStateException full) {
        System.out.println(full.getMessage());
      }
    }
  }
}
