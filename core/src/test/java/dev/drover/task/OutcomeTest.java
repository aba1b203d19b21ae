package dev.drover.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.Arguments;
import java.util.stream.Stream;

class OutcomeTest {
  private static final Evidence THREE = Evidence.ofWorker(4711).attempts(3);

  @Test
  void aValueIsGiven() {
    Outcome<String, Integer> ok = new Outcome.Ok<>(4, "input", 7, new Timing(1_000));
    assertThat(ok.get()).isEqualTo(7);
    assertThat(ok.isOk()).isTrue();
  }

  @Test
  void aFailureIsThrownWithItemAttemptsAndCause() {
    IllegalStateException cause = new IllegalStateException("no");
    Outcome<String, Integer> failed =
        new Outcome.Failed<>(4, "input", new Failure.Threw(Thrown.of(cause), Evidence.inProcess()));
    assertThat(failed.isOk()).isFalse();
    assertThatThrownBy(failed::get)
        .isInstanceOf(TaskFailedException.class)
        .hasMessage("item 4 (input) failed after 1 attempt: java.lang.IllegalStateException: no")
        .hasCause(cause)
        .satisfies(e -> assertThat(((TaskFailedException) e).input()).isEqualTo("input"));
  }

  @Test
  void aLongOrHostileItemIsNamedInShort() {
    Object hostile = new Object() {
      @Override
      public String toString() {
        throw new IllegalStateException("meant to throw");
      }
    };
    assertThat(Items.brief("x".repeat(100))).hasSize(80).endsWith("...");
    assertThat(Items.brief("a\nb\rc")).isEqualTo("a b c");
    assertThat(Items.brief(null)).isEqualTo("null");
    assertThat(Items.brief(hostile)).isEqualTo(hostile.getClass().getName());
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new Failure.TimedOut(Duration.ofMillis(1500), THREE), "timed out after 1.5 s"),
        Arguments.of(new Failure.TimedOut(Duration.ofMillis(999), THREE), "timed out after 999 ms"),
        Arguments.of(new Failure.Stalled(Duration.ofSeconds(10), THREE), "stalled: no sign of progress for 10 s"),
        Arguments.of(new Failure.OutOfMemory("Java heap space", THREE), "out of memory: Java heap space"),
        Arguments.of(new Failure.Crashed(9, Optional.empty(), THREE), "worker process died of SIGKILL (9)"),
        Arguments.of(
            new Failure.Crashed(11, Optional.of(Path.of("hs_err.log")), THREE),
            "worker process died of SIGSEGV (11), report in hs_err.log"),
        Arguments.of(
            new Failure.Crashed(11, Optional.of("C [libpng.so+0x1f]"), Optional.of(Path.of("hs_err.log")), THREE),
            "worker process died of SIGSEGV (11) at C [libpng.so+0x1f], report in hs_err.log"),
        Arguments.of(new Failure.Crashed(42, Optional.empty(), THREE), "worker process died of signal (42)"),
        Arguments.of(new Failure.Exited(99, THREE), "worker process exited with status 99"),
        Arguments.of(new Failure.Cancelled("by a test", THREE), "cancelled: by a test"),
        Arguments.of(
            new Failure.Unserializable(Failure.Unserializable.What.INPUT, "a socket", THREE),
            "input can't travel between processes: a socket"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void eachFailureSaysWhatHappenedInOneLine(Failure failure, String summary) {
    assertThat(failure.summary()).isEqualTo(summary);
    assertThat(failure.attempts()).isEqualTo(3);
    assertThat(failure.workerPid()).hasValue(4711);
    assertThat(new TaskFailedException(0, 1, failure)).hasMessage("item 0 (1) failed after 3 attempts: " + summary);
    assertThat(failure.with(Evidence.none()).attempts()).isZero();
  }

  @Test
  void anAttemptIsToldInOneLine() {
    Failure late = new Failure.TimedOut(Duration.ofSeconds(1), Evidence.ofWorker(4711).nanos(1_020_000_000));
    Attempt attempt = Attempt.of(2, late, Instant.EPOCH);
    assertThat(attempt).hasToString("attempt 2 in process 4711 after 1.02 s: timed out after 1 s");
    assertThat(attempt.ran()).contains(Duration.ofMillis(1020));
    Failure refused = new Failure.Exited(3, Evidence.inProcess());
    assertThat(Attempt.of(1, refused, Instant.EPOCH)).hasToString("attempt 1: worker process exited with status 3");
  }

  @Test
  void whatNoPoolHasMadeCannotBeRunAgain() {
    assertThatThrownBy(() -> new Failure.Exited(3, Evidence.none()).replay())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this failure has no item that could be run again: it was not made by a call of a pool in this process");
    Replay replay = Replay.of(x -> x, 1, 0, 1, OptionalLong.empty());
    assertThat(Evidence.none().replay(replay)).isEqualTo(Evidence.none()).hasSameHashCodeAs(Evidence.none());
  }
}
