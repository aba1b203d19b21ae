package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.ChildProcess;
import dev.drover.task.Failure;
import dev.drover.task.TaskFailedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a function in a JVM of its own promises. For the backend whose workers are processes. */
public abstract class ChildProcessContract extends PoolContract {
  /** For subclasses. */
  protected ChildProcessContract() {}

  /** Waits in the child until the test has an end of it. */
  private ChildProcess<Integer> startWaiting() throws InterruptedException {
    Gate never = gate("never");
    Marks started = marks("started");
    int before = started.all().size();
    ChildProcess<Integer> child = ChildProcess.start(() -> {
      started.addPid();
      never.pass();
      return 1;
    });
    started.await(before + 1);
    return child;
  }

  @Test
  @DisplayName("a child runs its function in a process of its own and gives its value")
  void valueIsGiven() throws Exception {
    try (ChildProcess<Long> child = ChildProcess.start(() -> ProcessHandle.current().pid())) {
      assertThat(child.value()).isEqualTo(child.pid()).isNotEqualTo(ProcessHandle.current().pid());
      assertThat(child.isAlive()).isFalse();
      assertThat(child.exitCode()).hasValue(0);
      assertThat(child.onExit().join()).isSameAs(child);
      child.terminate();
      child.kill();
      assertThat(child.exitCode()).hasValue(0);
    }
  }

  @Test
  @DisplayName("row 47: terminate() ends a child by SIGTERM, and its exit code is -15")
  void terminate() throws Exception {
    try (ChildProcess<Integer> child = startWaiting()) {
      assertThat(child.isAlive()).isTrue();
      assertThat(child.exitCode()).isEmpty();
      assertThat(child.join(Duration.ofMillis(1))).isFalse();
      child.terminate();
      assertThat(child.join(Until.LIMIT)).isTrue();
      assertThat(child.exitCode()).hasValue(-15);
      assertThatThrownBy(child::value).isInstanceOfSatisfying(TaskFailedException.class, e ->
          assertThat(e.failure()).isInstanceOf(Failure.Crashed.class).extracting(Failure::attempts).isEqualTo(1));
    }
    assertThat(marks("started").all()).hasSize(1);
  }

  @Test
  @DisplayName("row 47: kill() ends a child by SIGKILL, and its exit code is -9")
  void kill() throws Exception {
    try (ChildProcess<Integer> child = startWaiting()) {
      long pid = child.pid();
      child.kill();
      child.join();
      assertThat(child.exitCode()).hasValue(-9);
      assertThat(child.pid()).isEqualTo(pid);
    }
    assertThat(marks("started").all()).hasSize(1);
  }

  @Test
  @DisplayName("row 47: a child that is ended right after its start has the exit code of the signal")
  void endedAtOnce() throws Exception {
    Marks ran = marks("ran");
    Gate never = gate("never");
    try (ChildProcess<?> child = ChildProcess.start(() -> {
      ran.add("ran");
      never.pass();
    })) {
      child.terminate();
      child.join();
      assertThat(child.exitCode()).hasValue(-15);
    }
    assertThat(ran.all()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  @DisplayName("a child that is killed while its function is on the way to it is not started again")
  void killedEarly() throws Exception {
    Marks ran = marks("ran");
    Gate never = gate("never");
    for (int i = 0; i < 5; i++) {
      try (ChildProcess<?> child = ChildProcess.start(() -> {
        ran.add("ran");
        never.pass();
      })) {
        long pid = child.pid();
        child.kill();
        child.join();
        assertThat(child.exitCode()).hasValue(-9);
        assertThat(child.pid()).isEqualTo(pid);
      }
    }
    assertThat(ran.all()).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  @DisplayName("row 47: interrupt() interrupts the function, which ends its child with exit code 1 if it ends by that")
  void interrupt() throws Exception {
    try (ChildProcess<Integer> child = startWaiting()) {
      child.interrupt();
      child.join();
      assertThat(child.exitCode()).hasValue(1);
      assertThatThrownBy(child::value).cause().isInstanceOf(InterruptedException.class);
      child.interrupt();
    }
  }

  @Test
  @DisplayName("a function that goes on after an interrupt is left alone")
  void interruptIsARequest() throws Exception {
    Marks marks = marks("marks");
    Gate open = gate("open");
    Gate never = gate("never");
    try (ChildProcess<Integer> child = ChildProcess.start(() -> {
      try {
        marks.add("runs");
        never.pass();
        return 0;
      } catch (InterruptedException e) {
        marks.add("interrupted");
        open.pass();
        return 7;
      }
    })) {
      marks.await(1);
      child.interrupt();
      marks.await(2);
      assertThat(child.join(Duration.ofMillis(300))).isFalse();
      open.open();
      assertThat(child.value()).isEqualTo(7);
      assertThat(child.exitCode()).hasValue(0);
    }
  }

  @Test
  @DisplayName("row 47: exit codes: 0 for a value, 1 for an exception, n for System.exit(n)")
  void exitCodes() throws Exception {
    assertThat(exitCode(ChildProcess.start(() -> 1))).isZero();
    assertThat(exitCode(ChildProcess.start(() -> Tasks.squareBut(1, 1)))).isEqualTo(1);
    assertThat(exitCode(ChildProcess.start(() -> Deadly.exit(0)))).isZero();
    assertThat(exitCode(ChildProcess.start(() -> Deadly.exit(1)))).isEqualTo(1);
    assertThat(exitCode(ChildProcess.start(() -> Deadly.exit(8)))).isEqualTo(8);
    assertThat(exitCode(ChildProcess.start(() -> Deadly.halt(99)))).isEqualTo(99);
  }

  private static int exitCode(ChildProcess<?> child) throws InterruptedException {
    try (child) {
      child.join();
      return child.exitCode().orElseThrow();
    }
  }

  @Test
  @DisplayName("an exception of the function is told by value(), and the function is not tried again")
  void exceptionIsTold() {
    Marks attempts = marks("attempts");
    try (ChildProcess<Integer> child = ChildProcess.start(() -> {
      attempts.addPid();
      return Tasks.squareBut(1, 1);
    })) {
      assertThatThrownBy(child::value)
          .isInstanceOf(TaskFailedException.class)
          .hasMessageContaining("input 1 is bad")
          .cause()
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(attempts.all()).hasSize(1);
  }

  @Test
  @DisplayName("row 48: the end of several children can be waited for at once")
  void waitForSeveral() throws Exception {
    try (ChildProcess<Integer> slow = startWaiting();
        ChildProcess<Integer> quick = ChildProcess.start(() -> 7)) {
      assertThat(CompletableFuture.anyOf(slow.onExit(), quick.onExit()).get()).isSameAs(quick);
      assertThat(slow.isAlive()).isTrue();
      slow.kill();
      CompletableFuture.allOf(slow.onExit(), quick.onExit()).get();
      assertThat(slow.isAlive()).isFalse();
    }
  }

  @Test
  @DisplayName("row 48: those that live are listed")
  void active() throws Exception {
    assertThat(ChildProcess.active()).isEmpty();
    try (ChildProcess<Integer> child = startWaiting()) {
      assertThat(ChildProcess.active()).isEqualTo(List.of(child));
      child.kill();
      child.join();
      assertThat(ChildProcess.active()).isEmpty();
    }
  }

  @Test
  @DisplayName("row 48: a closed child, and one that was not started, says so")
  void closed() {
    ChildProcess<Integer> child = ChildProcess.of(() -> 1, o -> o.name("loader"));
    assertThat(child.isAlive()).isFalse();
    assertThat(child.exitCode()).isEmpty();
    assertThatThrownBy(child::join)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("child process 'loader' was not started; call start() first");
    assertThat(child.start()).isSameAs(child);
    assertThatThrownBy(child::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("child process 'loader' was started before; make a new one for each start");
    child.close();
    child.close();
    assertThat(child.name()).isEqualTo("loader");
    assertThat(child).hasToString("ChildProcess[loader, CLOSED]");
    assertThatThrownBy(child::exitCode)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("child process 'loader' is closed; ask it before close()");
    assertThatThrownBy(child::kill).hasMessage("child process 'loader' is closed; ask it before close()");
    assertThatThrownBy(child::start).hasMessage("child process 'loader' is closed; make a new one");
  }

  @Test
  @DisplayName("row 48: a child that was never started leaves nothing when it is closed, and can't be started then")
  void closedUnused() {
    ChildProcess<?> child = ChildProcess.of(() -> 1, o -> o);
    child.close();
    assertThatThrownBy(child::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("a function that can't travel ends its child with exit code 1 and says why")
  void functionThatCannotTravel() throws Exception {
    Object lock = new Object();
    try (ChildProcess<Integer> child = ChildProcess.start(() -> lock.hashCode())) {
      child.join();
      assertThat(child.exitCode()).hasValue(1);
      assertThatThrownBy(child::value).hasMessageContaining("can't travel");
    }
  }
}
