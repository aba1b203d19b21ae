package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.ChildProcess;
import dev.drover.shared.Connection;
import dev.drover.shared.Pipe;
import java.io.EOFException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What pipes promise to the processes at their ends. For the backend whose workers are processes. */
public abstract class PipeContract extends PoolContract {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Until.LIMIT;

  /** For subclasses. */
  protected PipeContract() {}

  /** Answers each question until there are no more. */
  static int answer(Connection questions) throws InterruptedException {
    int count = 0;
    try {
      while (true) {
        questions.send(List.of(questions.receive(), "answer"));
        count++;
      }
    } catch (EOFException end) {
      return count;
    }
  }

  @Test
  @DisplayName("objects and bytes go there and back, and the end of one end is told to the other")
  void thereAndBack() throws Exception {
    Pipe pipe = Pipe.open();
    Connection here = pipe.first();
    try (ChildProcess<Integer> child = ChildProcess.start(() -> answer(pipe.second()))) {
      for (int i = 0; i < 100; i++) {
        here.send(i);
        assertThat(here.receive()).isEqualTo(List.of(i, "answer"));
      }
      byte[] bytes = new byte[300_000];
      bytes[299_999] = 7;
      here.send(Map.of("bytes", bytes));
      assertThat(here.poll(LONG)).isTrue();
      Map<?, ?> back = (Map<?, ?>) here.receive(List.class).getFirst();
      assertThat((byte[]) back.get("bytes")).isEqualTo(bytes);
      here.close();
      assertThat(child.value()).isEqualTo(101);
      assertThatThrownBy(() -> here.send(1))
          .isInstanceOf(EOFException.class)
          .hasMessage("nobody receives: the pipe is closed");
    }
    pipe.second().close();
  }

  @Test
  @DisplayName("row 53: one waits for several pipes, and is told of those that have something, or have ended")
  void waitForSeveral() throws Exception {
    Pipe one = Pipe.open();
    Pipe two = Pipe.open();
    try (Connection first = one.first(); Connection second = two.first()) {
      List<Connection> both = List.of(first, second);
      long start = System.nanoTime();
      assertThat(Connection.await(both, SHORT)).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, LONG);
      assertThat(Connection.await(both, Duration.ofMillis(-1))).isEmpty();
      try (ChildProcess<?> child = ChildProcess.start(() -> {
        two.second().send("two");
        two.second().close();
      })) {
        assertThat(Connection.await(both, LONG)).containsExactly(second);
        assertThat(second.receive()).isEqualTo("two");
        assertThat(Connection.await(both, LONG)).containsExactly(second);
        assertThatThrownBy(second::receive)
            .isInstanceOf(EOFException.class)
            .hasMessage("nothing comes any more: the other end of the pipe is closed or dead");
        child.join();
      }
      one.second().send("one");
      assertThat(Connection.await(both, LONG)).containsExactly(first, second);
      assertThat(first.receive()).isEqualTo("one");
    }
  }

  @Test
  @DisplayName("row 53: who waits for a process that is killed receives what it had sent, and then is told")
  void otherEndIsKilled() throws Exception {
    Pipe pipe = Pipe.open();
    Gate never = gate("never");
    try (Connection here = pipe.first(); ChildProcess<?> child = ChildProcess.start(() -> {
      pipe.second().send("last words");
      never.pass();
    })) {
      assertThat(here.poll(LONG)).isTrue();
      child.kill();
      assertThat(here.receive()).isEqualTo("last words");
      assertThatThrownBy(here::receive).isInstanceOf(EOFException.class);
      assertThat(Connection.await(List.of(here), LONG)).containsExactly(here);
    }
  }
}
