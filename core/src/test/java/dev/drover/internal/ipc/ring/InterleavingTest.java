package dev.drover.internal.ipc.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.ipc.Actor;
import dev.drover.internal.ipc.Interleavings;
import dev.drover.internal.ipc.ring.SteppedLane.Mistake;
import dev.drover.internal.ipc.ring.SteppedLane.Shared;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The code of the rings, over memory that shows every order of its steps; and variants with a mistake, which must be found. More
 * orders with {@code -Ddrover.ring.deviations=4}, which takes minutes.
 */
@Timeout(300)
class InterleavingTest {
  static final int DEVIATIONS = Integer.getInteger("drover.ring.deviations", 3);
  private static final int MOST_STEPS_OF_A_SENDER = 6 * SteppedLane.BYTES;

  @Test
  void noOrderOfStepsLosesABell() {
    Interleavings all = new Interleavings(DEVIATIONS);
    assertThat(all.findFailure(run -> twoBytes(run, Mistake.NONE))).isEmpty();
    assertThat(all.runs()).isGreaterThan(1000);
  }

  @Test
  void mistakesAreFound() {
    for (Mistake mistake : List.of(Mistake.NO_FENCE, Mistake.LOOKS_FIRST, Mistake.ASKS_FIRST)) {
      assertThat(find(run -> twoBytes(run, mistake)))
          .as(mistake.toString())
          .hasValueSatisfying(found -> assertThat(found).contains("receiver waits for ever"));
    }
  }

  @Test
  void aRingThatGrowsBetweenTwoBytesLosesNeither() {
    Interleavings all = new Interleavings(DEVIATIONS);
    assertThat(all.findFailure(run -> twoBytes(run, Mistake.NONE, InterleavingTest::sendGrowing))).isEmpty();
    assertThat(all.runs()).isGreaterThan(1000);
    assertThat(find(run -> twoBytes(run, Mistake.GROWS_EARLY, InterleavingTest::sendGrowing)))
        .hasValueSatisfying(found -> assertThat(found).contains("receiver failed"));
  }

  /** With as few deviations as it takes. */
  static Optional<String> find(Interleavings.Scene scene) {
    return IntStream.rangeClosed(1, DEVIATIONS)
        .mapToObj(most -> new Interleavings(most).findFailure(scene))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Interleavings.Code twoBytes(Interleavings run, Mistake mistake) {
    return twoBytes(run, mistake, SteppedLane::send);
  }

  private interface Sending {
    void by(SteppedLane model) throws IOException;
  }

  private static Interleavings.Code twoBytes(Interleavings run, Mistake mistake, Sending sending) {
    Shared shared = new Shared();
    List<Byte> received = new ArrayList<>();
    Actor sender = run.actor("sender");
    sender.start(() -> sending.by(new SteppedLane(shared, mistake)));
    Actor receiver = run.actor("receiver");
    receiver.start(() -> receive(new SteppedLane(shared, mistake), received));
    return () -> assertThat(received).containsExactly((byte) 1, (byte) 2);
  }

  private static void sendGrowing(SteppedLane model) throws IOException {
    RingSink sink = new RingSink(model, model);
    assertThat(sink.write(ByteBuffer.wrap(new byte[] {1}))).isEqualTo(1);
    sink.grow();
    assertThat(sink.write(ByteBuffer.wrap(new byte[] {2}))).isEqualTo(1);
  }

  private static void receive(SteppedLane model, List<Byte> received) throws IOException {
    RingSource source = new RingSource(model, model, new Spin(1));
    ByteBuffer one = ByteBuffer.allocate(1);
    while (received.size() < SteppedLane.BYTES && source.read(one.clear()) > 0) {
      received.add(one.get(0));
    }
  }

  /** Wherever the sender is killed, the receiver gets what was published by then, and its end. */
  @Test
  void aSenderMayDieAtAnyStep() {
    for (int steps = 0; steps <= MOST_STEPS_OF_A_SENDER; steps++) {
      dieAfter(steps);
    }
  }

  private static void dieAfter(int steps) {
    assertThat(new Interleavings(DEVIATIONS - 2).findFailure(run -> {
      Shared shared = new Shared();
      List<Byte> received = new ArrayList<>();
      Actor sender = run.actor("sender").dieAfter(steps);
      sender.start(() -> new SteppedLane(shared, Mistake.NONE).send());
      Actor kernel = run.actor("kernel");
      kernel.start(() -> {
        kernel.await(sender::isDone);
        shared.ended = true;
      });
      Actor receiver = run.actor("receiver");
      receiver.start(() -> receive(new SteppedLane(shared, Mistake.NONE), received));
      return () -> assertThat(received).hasSize((int) shared.tail.value()).isSorted();
    })).isEmpty();
  }
}
