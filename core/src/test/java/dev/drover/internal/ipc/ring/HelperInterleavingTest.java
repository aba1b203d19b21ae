package dev.drover.internal.ipc.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.ipc.Actor;
import dev.drover.internal.ipc.Interleavings;
import dev.drover.internal.ipc.memory.Lane;
import dev.drover.internal.ipc.ring.SteppedLane.Mistake;
import dev.drover.internal.ipc.ring.SteppedLane.Shared;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All orders of the steps of two threads that take in by turns, and of one that goes on in place of another. */
@Timeout(300)
class HelperInterleavingTest {
  /** A turn at taking in, as memory that both threads of the receiving side share. */
  private static final class Turn implements Intake.Turns {
    private boolean taken;

    @Override
    public void take() {
      Actor.current().await(() -> !taken);
      taken = true;
    }

    @Override
    public boolean tryTake() {
      Actor.current().fence();
      boolean free = !taken;
      taken = true;
      return free;
    }

    @Override
    public void giveUp() {
      Actor.current().fence();
      taken = false;
    }
  }

  /** Looks twice, each time. */
  private static final class Twice extends Spin {
    private int left;

    Twice() {
      super(2);
    }

    @Override
    void begin(Lane.Lookout told, Intake.Other found) {
      left = 2;
    }

    @Override
    boolean looksOn() {
      return true;
    }

    @Override
    boolean again() {
      left--;
      return left > 0;
    }
  }

  @Test
  void noOrderOfStepsLosesABellWhileAnotherThreadHelps() {
    Interleavings all = new Interleavings(InterleavingTest.DEVIATIONS - 1);
    assertThat(all.findFailure(run -> withHelp(run, Mistake.NONE))).isEmpty();
    assertThat(all.runs()).isGreaterThan(1000);
  }

  @Test
  void mistakesAreFoundWhileAnotherThreadHelps() {
    for (Mistake mistake : List.of(Mistake.NO_FENCE, Mistake.LOOKS_FIRST, Mistake.ASKS_FIRST)) {
      assertThat(InterleavingTest.find(run -> withHelp(run, mistake)))
          .as(mistake.toString())
          .hasValueSatisfying(found -> assertThat(found).contains("waits for ever"));
    }
  }

  private static Interleavings.Code withHelp(Interleavings run, Mistake mistake) {
    Taking taking = begin(run, mistake, Taking::new);
    run.actor("helper").start(() -> taking.intake.help(Intake.Other.AWAKE));
    return taking.end();
  }

  /** A sender, and a receiver that sleeps; the kernel tells of the end when all has been sent and taken in. */
  private static <T extends Taking> T begin(Interleavings run, Mistake mistake, BiFunction<Shared, RingSource, T> drain) {
    Shared shared = new Shared();
    SteppedLane lane = new SteppedLane(shared, mistake);
    T taking = drain.apply(shared, new RingSource(lane, lane, new Spin(1)));
    Actor sender = run.actor("sender");
    sender.start(new SteppedLane(shared, mistake)::send);
    run.actor("sleeper").start(taking.intake::run);
    Actor kernel = run.actor("kernel");
    kernel.start(() -> {
      kernel.await(() -> taking.received.size() == SteppedLane.BYTES && sender.isDone());
      shared.ended = true;
    });
    return taking;
  }

  /** Takes bytes in; by who it is done may be restricted. */
  private static class Taking implements Intake.Drain {
    final Shared shared;
    final RingSource source;
    final List<Byte> received = new ArrayList<>();
    final Intake intake;

    Taking(Shared shared, RingSource source) {
      this.shared = shared;
      this.source = source;
      this.intake = new Intake(source, new Twice(), new Turn(), this);
    }

    Interleavings.Code end() {
      return () -> assertThat(received).containsExactly((byte) 1, (byte) 2);
    }

    boolean takeIn(int most) throws IOException {
      ByteBuffer one = ByteBuffer.allocate(1);
      while (received.size() < most && source.hasBytes() && source.read(one.clear()) > 0) {
        received.add(one.get(0));
      }
      return true;
    }

    @Override
    public boolean drain() throws IOException {
      return takeIn(SteppedLane.BYTES);
    }

    @Override
    public boolean drainByHelper() throws IOException {
      return takeIn(SteppedLane.BYTES);
    }

    @Override
    public void handOver() {
      throw new AssertionError("nothing is left");
    }
  }

  /** The second byte is not for helpers. */
  private static final class FirstByHelper extends Taking {
    private Optional<Thread> from = Optional.empty();

    FirstByHelper(Shared shared, RingSource source) {
      super(shared, source);
    }

    @Override
    public boolean drainByHelper() throws IOException {
      return takeIn(1) && !source.hasBytes();
    }

    @Override
    public void handOver() {
      Actor.current().fence();
      from = Optional.of(Thread.currentThread());
    }
  }

  @Test
  void noOrderOfStepsLosesWhatAHelperHandsOver() {
    Interleavings all = new Interleavings(InterleavingTest.DEVIATIONS - 1);
    assertThat(all.findFailure(run -> {
      FirstByHelper taking = begin(run, Mistake.NONE, FirstByHelper::new);
      run.actor("helper").start(() -> taking.intake.help(Intake.Other.AWAKE));
      Actor other = run.actor("another");
      other.start(() -> {
        other.await(() -> taking.from.isPresent() || taking.shared.ended);
        if (taking.from.isPresent()) {
          assertThat(taking.intake.goOn(taking.from.get())).isFalse();
        }
      });
      return taking.end();
    })).isEmpty();
    assertThat(all.runs()).isGreaterThan(1000);
  }

  /** The thread that has the first byte is relieved while it has it. */
  private static final class StuckAtFirst extends Taking {
    private Optional<Thread> stuck = Optional.empty();

    StuckAtFirst(Shared shared, RingSource source) {
      super(shared, source);
    }

    @Override
    public boolean drain() throws IOException {
      boolean first = received.isEmpty();
      boolean ignored = takeIn(first ? 1 : SteppedLane.BYTES);
      boolean relieved = first && !received.isEmpty();
      if (relieved) {
        Actor.current().fence();
        stuck = Optional.of(Thread.currentThread());
      }
      return !relieved;
    }
  }

  @Test
  void noOrderOfStepsLosesABellWhenTheSleeperIsRelieved() {
    Interleavings all = new Interleavings(InterleavingTest.DEVIATIONS);
    assertThat(all.findFailure(run -> {
      StuckAtFirst taking = begin(run, Mistake.NONE, StuckAtFirst::new);
      Actor other = run.actor("another");
      other.start(() -> {
        other.await(() -> taking.stuck.isPresent());
        assertThat(taking.intake.goOn(taking.stuck.get())).isTrue();
      });
      return taking.end();
    })).isEmpty();
    assertThat(all.runs()).isGreaterThan(100);
  }
}
