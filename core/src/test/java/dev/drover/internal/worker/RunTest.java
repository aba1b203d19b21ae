package dev.drover.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.codec.NotDecodableException;
import dev.drover.internal.codec.NotEncodableException;
import dev.drover.internal.codec.ObjectCodec;
import dev.drover.internal.codec.ParentClasses;
import dev.drover.internal.codec.StretchWriter;
import dev.drover.internal.ipc.wire.Cargo;
import dev.drover.internal.ipc.wire.Frame;
import dev.drover.internal.ipc.wire.FunctionName;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The batch has 0 to 9 as its inputs: 0 alone, 1 to 5 together, 6 alone, 7 to 9 together. */
class RunTest {
  private final ObjectCodec codec = new ObjectCodec(new ParentClasses());
  private final FixedTasks tasks = new FixedTasks(codec);
  private Run run = run(List.of());

  @BeforeEach
  void batch() throws NotEncodableException {
    run = run(List.of(alone(0), together(1, 5), alone(6), together(7, 3)));
  }

  private static Run run(List<Frame.Input> inputs) {
    FunctionName name = FunctionName.of(new byte[32]);
    Functions functions = new Functions(new ObjectCodec(new ParentClasses()));
    functions.add(new Frame.Function(name, Cargo.of(new StretchWriter().take())));
    return new Run(new Frame.Batch(1, name, 100, 1, OptionalLong.empty(), inputs), functions.get(name));
  }

  private Frame.Input alone(int item) throws NotEncodableException {
    return new Frame.Input(item, Cargo.of(codec.encode(item)));
  }

  private static Frame.Input together(int first, int count) {
    StretchWriter writer = new StretchWriter();
    IntStream.range(first, first + count).forEach(writer::add);
    return new Frame.Input(first, count, Cargo.of(writer.take()));
  }

  @Test
  void eachItemIsClaimedOnceWithItsOwnInput() throws NotDecodableException {
    for (int i = 0; i < 10; i++) {
      assertThat(run.hasMore()).isTrue();
      assertThat(run.claim()).isEqualTo(i);
      assertThat(run.isRunning(i)).isTrue();
      assertThat(run.input(i, tasks)).isEqualTo(i);
    }
    assertThat(run.hasMore()).isFalse();
    assertThat(run.claim()).isEqualTo(Run.NONE);
    assertThat(run.isRunning(9)).isFalse();
  }

  @Test
  void aStopTakesOutWhatHasNotStartedAndTheOthersKeepTheirInputs() throws NotDecodableException {
    assertThat(run.claim()).isZero();
    assertThat(run.claim()).isEqualTo(1);
    assertThat(run.input(1, tasks)).isEqualTo(1);
    assertThat(stop(0, 4)).containsExactly(2, 3);
    assertThat(stop(3, 4)).isEmpty();
    assertThat(stop(6, 9)).containsExactly(6, 7, 8);
    for (int item : List.of(4, 5, 9)) {
      assertThat(run.claim()).isEqualTo(item);
      assertThat(run.input(item, tasks)).isEqualTo(item);
    }
    assertThat(run.claim()).isEqualTo(Run.NONE);
  }

  @Test
  void anInputThatWasNotReadIsPassedOver() throws NotDecodableException {
    for (int i = 0; i < 4; i++) {
      assertThat(run.claim()).isEqualTo(i); // its function could not be decoded, say
    }
    assertThat(run.input(3, tasks)).isEqualTo(3);
    assertThat(stop(0, Integer.MAX_VALUE)).containsExactly(4, 5, 6, 7, 8, 9);
    assertThat(run.claim()).isEqualTo(Run.NONE);
  }

  @Test
  void onlyTheItemThatRunsIsInterrupted() {
    assertThat(run.claim()).isZero();
    assertThat(interrupts(1, 10)).isZero();
    assertThat(run.claim()).isEqualTo(Run.NONE);
    batchOfOne();
    assertThat(run.claim()).isZero();
    assertThat(interrupts(0, 1)).isEqualTo(1);
  }

  private void batchOfOne() {
    run = run(List.of(together(0, 1)));
  }

  private int interrupts(int from, int to) {
    AtomicInteger count = new AtomicInteger();
    run.stop(new Frame.Stop(1, from, to, true), count::incrementAndGet);
    return count.get();
  }

  private List<Integer> stop(int from, int to) {
    return run.stop(new Frame.Stop(1, from, to, false), () -> {
      throw new AssertionError("nobody is to be interrupted");
    });
  }
}
