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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
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
    return new Run(new Frame.Batch(1, name, 100, 1, OptionalLong.empty(), false, inputs), functions.get(name));
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

  @Test
  void neighboursAreClaimedOneAfterAnotherWithoutTheLock() throws NotDecodableException {
    assertThat(run.claim()).isZero();
    assertThat(run.isInStretch()).isFalse();
    assertThat(run.claim()).isEqualTo(1);
    assertThat(run.isInStretch()).isTrue();
    assertThat(run.grant(1, 3)).isEqualTo(4);
    assertThat(run.readAhead(1, 4)).isEqualTo(4);
    assertThat(run.ahead(1)).isEqualTo(1);
    assertThat(run.follows(1)).isTrue();
    assertThat(run.isRunning(1)).isFalse();
    assertThat(run.isRunning(2)).isTrue();
    assertThat(run.ahead(2)).isEqualTo(2);
    run.settle();
    assertThat(run.claim()).isEqualTo(3); // which was read and not run
    assertThat(run.input(3, tasks)).isEqualTo(3);
    assertThat(run.claim()).isEqualTo(4);
    assertThat(run.grant(4, 10)).isEqualTo(6);
    assertThat(run.readAhead(4, 6)).isEqualTo(6);
    assertThat(run.follows(4)).isTrue();
    assertThat(run.ahead(5)).isEqualTo(5);
    run.settle();
    assertThat(run.claim()).isEqualTo(6);
    assertThat(run.isInStretch()).isFalse();
  }

  @Test
  void aStopEndsAStrideBehindTheItemThatRuns() throws NotDecodableException {
    run = run(List.of(together(0, 10)));
    assertThat(run.claim()).isZero();
    assertThat(run.grant(0, 8)).isEqualTo(8);
    assertThat(run.readAhead(0, 8)).isEqualTo(8);
    assertThat(run.follows(0)).isTrue();
    assertThat(stop(0, 4)).containsExactly(2, 3);
    assertThat(run.isRunning(1)).isTrue();
    assertThat(run.follows(1)).isFalse();
    run.settle();
    assertThat(run.claim()).isEqualTo(4);
    assertThat(run.input(4, tasks)).isEqualTo(4);
    assertThat(stop(7, 8)).containsExactly(7);
    assertThat(run.grant(4, 8)).isEqualTo(7);
    assertThat(run.readAhead(4, 7)).isEqualTo(7);
    assertThat(run.ahead(6)).isEqualTo(6);
    run.settle();
    assertThat(run.claim()).isEqualTo(5);
    assertThat(run.claim()).isEqualTo(6);
    assertThat(run.claim()).isEqualTo(8);
    assertThat(run.input(8, tasks)).isEqualTo(8);
    assertThat(run.hasMore()).isTrue();
    assertThat(run.claim()).isEqualTo(9);
    assertThat(run.hasMore()).isFalse();
  }

  @Test
  void aStrideEndsWithTheLastOfItsNeighbours() {
    run = run(List.of(together(0, 3)));
    assertThat(run.claim()).isZero();
    assertThat(run.grant(0, 16)).isEqualTo(3);
    assertThat(run.follows(0)).isTrue();
    assertThat(run.follows(1)).isTrue();
    assertThat(run.hasMore()).isTrue();
    assertThat(stop(0, 3)).isEmpty();
    run.settle();
    assertThat(run.hasMore()).isFalse();
    assertThat(run.claim()).isEqualTo(Run.NONE);
  }

  @Test
  void onlyTheItemOfAStrideThatRunsIsInterrupted() {
    strideThatIsAtItsSecondItem();
    assertThat(interrupts(0, 1)).isZero();
    strideThatIsAtItsSecondItem();
    assertThat(interrupts(1, 2)).isEqualTo(1);
    assertThat(run.follows(1)).isFalse();
  }

  private void strideThatIsAtItsSecondItem() {
    run = run(List.of(together(0, 10)));
    assertThat(run.claim()).isZero();
    assertThat(run.grant(0, 8)).isEqualTo(8);
    assertThat(run.follows(0)).isTrue();
  }

  /** Whatever comes between: each item either runs or is stopped, and never both. */
  @Test
  void noItemRunsThatAStopHasTaken() throws Exception {
    for (int round = 0; round < 300; round++) {
      int seed = round;
      run = run(List.of(together(0, 500)));
      Set<Integer> stopped = ConcurrentHashMap.newKeySet();
      CountDownLatch begun = new CountDownLatch(1);
      Thread stopper = Thread.ofPlatform().start(() -> {
        Random random = new Random(seed);
        begun.countDown();
        for (int i = 0; i < 20; i++) {
          int from = random.nextInt(500);
          for (int item : stop(from, from + random.nextInt(5))) {
            if (!stopped.add(item)) {
              throw new AssertionError(item + " was stopped twice");
            }
          }
        }
      });
      List<Integer> ran = new ArrayList<>();
      begun.await();
      for (int item = run.claim(); item != Run.NONE; item = run.claim()) {
        stride(item, ran);
      }
      stopper.join();
      assertThat(ran).doesNotHaveDuplicates().noneMatch(stopped::contains);
      assertThat(ran.size() + stopped.size()).isEqualTo(500);
    }
  }

  private void stride(int first, List<Integer> ran) throws NotDecodableException {
    int end = run.readAhead(first, run.grant(first, 16));
    int item = first;
    assertThat(run.ahead(item)).isEqualTo(item);
    ran.add(item);
    while (item + 1 < end && run.follows(item)) {
      item++;
      assertThat(run.ahead(item)).isEqualTo(item);
      ran.add(item);
    }
    run.settle();
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
