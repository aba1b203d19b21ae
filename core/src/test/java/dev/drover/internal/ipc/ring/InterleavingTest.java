package dev.drover.internal.ipc.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.ipc.Actor;
import dev.drover.internal.ipc.Interleavings;
import dev.drover.internal.ipc.Word;
import dev.drover.internal.ipc.memory.Lane;
import java.lang.foreign.MemorySegment;
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
  private static final int DEVIATIONS = Integer.getInteger("drover.ring.deviations", 3);
  private static final int BYTES = 2;
  private static final int MOST_STEPS_OF_A_SENDER = 6 * BYTES;

  /** What could be wrong with the protocol. */
  private enum Mistake {
    NONE,
    /** The full fences are left out: either side may look before its own store is seen. */
    NO_FENCE,
    /** The receiver looks before it marks itself asleep. */
    LOOKS_FIRST,
    /** The sender asks for the mark before it publishes. */
    ASKS_FIRST,
    /** The sender does not wait until the ring is empty before it makes it a large one. */
    GROWS_EARLY
  }

  /** What the two threads share. */
  private static final class Shared {
    final Word tail = new Word();
    final Word head = new Word();
    final Word asleep = new Word();
    final Word grown = new Word();
    final byte[] bytes = new byte[16];
    int rung;
    boolean ended;
  }

  /** The lane as one of the threads sees it. */
  private record Model(Shared shared, Mistake mistake, Model.Late late) implements Lane, Bell {
    /** What a mistake does too early or too late. */
    private static final class Late {
      boolean wasAsleep;
      boolean toMark;
      boolean grows;
    }

    Model(Shared shared, Mistake mistake) {
      this(shared, mistake, new Late());
    }

    /** Whoever comes here. */
    private static Actor actor() {
      return Actor.current();
    }

    @Override
    public int capacity() {
      return 8;
    }

    @Override
    public int largeCapacity() {
      return shared.bytes.length;
    }

    @Override
    public boolean extend() {
      late.grows = mistake == Mistake.GROWS_EARLY;
      if (!late.grows) {
        actor().await(() -> shared.head.value() == shared.tail.value());
      }
      return true;
    }

    @Override
    public long grown() {
      return actor().load(shared.grown);
    }

    @Override
    public void grown(long value) {
      late.grows = false;
      actor().store(shared.grown, value);
    }

    @Override
    public long tail() {
      return actor().load(shared.tail);
    }

    @Override
    public void tail(long value) {
      if (mistake == Mistake.ASKS_FIRST) {
        late.wasAsleep = actor().load(shared.asleep) == 1;
      }
      actor().store(shared.tail, value);
    }

    @Override
    public long head() {
      return actor().load(late.grows ? shared.tail : shared.head);
    }

    @Override
    public void head(long value) {
      actor().store(shared.head, value);
    }

    @Override
    public void asleep(boolean value) {
      late.toMark = value && mistake == Mistake.LOOKS_FIRST;
      if (!late.toMark) {
        actor().store(shared.asleep, value ? 1 : 0);
      }
    }

    @Override
    public boolean isAsleep() {
      return mistake == Mistake.ASKS_FIRST ? late.wasAsleep : actor().load(shared.asleep) == 1;
    }

    @Override
    public void lookout(Lookout value) {
      throw new AssertionError("nobody here waits for an answer");
    }

    @Override
    public Lookout lookout() {
      return Lookout.AS_LEARNT;
    }

    @Override
    public void fence() {
      if (mistake != Mistake.NO_FENCE) {
        actor().fence();
      }
    }

    @Override
    public void put(int at, ByteBuffer from, int count) {
      from.duplicate().get(shared.bytes, at, count);
    }

    @Override
    public void put(int at, MemorySegment from, long offset, long count) {
      MemorySegment.copy(from, offset, MemorySegment.ofArray(shared.bytes), at, count);
    }

    @Override
    public void get(int at, MemorySegment to, long offset, long count) {
      MemorySegment.copy(MemorySegment.ofArray(shared.bytes), at, to, offset, count);
    }

    @Override
    public void get(int at, ByteBuffer to, int count) {
      to.duplicate().put(shared.bytes, at, count);
    }

    @Override
    public void ring() {
      actor().fence(); // a call of the system
      shared.rung++;
    }

    @Override
    public boolean await() {
      if (late.toMark) {
        actor().store(shared.asleep, 1);
      }
      actor().fence();
      actor().await(() -> shared.rung > 0 || shared.ended);
      boolean heard = shared.rung > 0;
      shared.rung = 0;
      return heard;
    }

    @Override
    public boolean hasEnded() {
      return shared.ended;
    }

    @Override
    public void close() {
      shared.ended = true;
    }
  }

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
  private static Optional<String> find(Interleavings.Scene scene) {
    return IntStream.rangeClosed(1, DEVIATIONS)
        .mapToObj(most -> new Interleavings(most).findFailure(scene))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Interleavings.Code twoBytes(Interleavings run, Mistake mistake) {
    return twoBytes(run, mistake, InterleavingTest::send);
  }

  private interface Sending {
    void by(Model model) throws java.io.IOException;
  }

  private static Interleavings.Code twoBytes(Interleavings run, Mistake mistake, Sending sending) {
    Shared shared = new Shared();
    List<Byte> received = new ArrayList<>();
    Actor sender = run.actor("sender");
    sender.start(() -> sending.by(new Model(shared, mistake)));
    Actor receiver = run.actor("receiver");
    receiver.start(() -> receive(new Model(shared, mistake), received));
    return () -> assertThat(received).containsExactly((byte) 1, (byte) 2);
  }

  private static void send(Model model) throws java.io.IOException {
    RingSink sink = new RingSink(model, model);
    for (byte i = 1; i <= BYTES; i++) {
      assertThat(sink.write(ByteBuffer.wrap(new byte[] {i}))).isEqualTo(1);
    }
  }

  private static void sendGrowing(Model model) throws java.io.IOException {
    RingSink sink = new RingSink(model, model);
    assertThat(sink.write(ByteBuffer.wrap(new byte[] {1}))).isEqualTo(1);
    sink.grow();
    assertThat(sink.write(ByteBuffer.wrap(new byte[] {2}))).isEqualTo(1);
  }

  private static void receive(Model model, List<Byte> received) throws java.io.IOException {
    RingSource source = new RingSource(model, model, new Spin(1));
    ByteBuffer one = ByteBuffer.allocate(1);
    while (received.size() < BYTES && source.read(one.clear()) > 0) {
      received.add(one.get(0));
    }
  }

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
    Interleavings all = new Interleavings(DEVIATIONS - 1);
    assertThat(all.findFailure(run -> withHelp(run, Mistake.NONE))).isEmpty();
    assertThat(all.runs()).isGreaterThan(1000);
  }

  @Test
  void mistakesAreFoundWhileAnotherThreadHelps() {
    for (Mistake mistake : List.of(Mistake.NO_FENCE, Mistake.LOOKS_FIRST, Mistake.ASKS_FIRST)) {
      assertThat(find(run -> withHelp(run, mistake)))
          .as(mistake.toString())
          .hasValueSatisfying(found -> assertThat(found).contains("waits for ever"));
    }
  }

  private static Interleavings.Code withHelp(Interleavings run, Mistake mistake) {
    Shared shared = new Shared();
    List<Byte> received = new ArrayList<>();
    Model model = new Model(shared, mistake);
    Taking taking = new Taking(new RingSource(model, model, new Spin(1)), received);
    begin(run, taking, shared, mistake);
    run.actor("helper").start(() -> taking.intake.help(Intake.Other.AWAKE));
    return () -> assertThat(received).containsExactly((byte) 1, (byte) 2);
  }

  private static void begin(Interleavings run, Taking taking, Shared shared, Mistake mistake) {
    Actor sender = run.actor("sender");
    sender.start(() -> send(new Model(shared, mistake)));
    run.actor("sleeper").start(taking.intake::run);
    Actor kernel = run.actor("kernel");
    kernel.start(() -> {
      kernel.await(() -> taking.received.size() == BYTES && sender.isDone());
      shared.ended = true;
    });
  }

  /** Takes bytes in; by who it is done may be restricted. */
  private static class Taking implements Intake.Drain {
    final RingSource source;
    final List<Byte> received;
    final Intake intake;

    Taking(RingSource source, List<Byte> received) {
      this.source = source;
      this.received = received;
      this.intake = new Intake(source, new Twice(), new Turn(), this);
    }

    boolean takeIn(int most) throws java.io.IOException {
      ByteBuffer one = ByteBuffer.allocate(1);
      while (received.size() < most && source.hasBytes() && source.read(one.clear()) > 0) {
        received.add(one.get(0));
      }
      return true;
    }

    @Override
    public boolean drain() throws java.io.IOException {
      return takeIn(BYTES);
    }

    @Override
    public boolean drainByHelper() throws java.io.IOException {
      return takeIn(BYTES);
    }

    @Override
    public void handOver() {
      throw new AssertionError("nothing is left");
    }
  }

  /** The second byte is not for helpers. */
  private static final class FirstByHelper extends Taking {
    private Optional<Thread> from = Optional.empty();

    FirstByHelper(RingSource source, List<Byte> received) {
      super(source, received);
    }

    @Override
    public boolean drainByHelper() throws java.io.IOException {
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
    Interleavings all = new Interleavings(DEVIATIONS - 1);
    assertThat(all.findFailure(run -> {
      Shared shared = new Shared();
      Model model = new Model(shared, Mistake.NONE);
      FirstByHelper taking = new FirstByHelper(new RingSource(model, model, new Spin(1)), new ArrayList<>());
      begin(run, taking, shared, Mistake.NONE);
      run.actor("helper").start(() -> taking.intake.help(Intake.Other.AWAKE));
      Actor other = run.actor("another");
      other.start(() -> {
        other.await(() -> taking.from.isPresent() || shared.ended);
        if (taking.from.isPresent()) {
          assertThat(taking.intake.goOn(taking.from.get())).isFalse();
        }
      });
      return () -> assertThat(taking.received).containsExactly((byte) 1, (byte) 2);
    })).isEmpty();
    assertThat(all.runs()).isGreaterThan(1000);
  }

  /** The thread that has the first byte is relieved while it has it. */
  private static final class StuckAtFirst extends Taking {
    private Optional<Thread> stuck = Optional.empty();

    StuckAtFirst(RingSource source, List<Byte> received) {
      super(source, received);
    }

    @Override
    public boolean drain() throws java.io.IOException {
      boolean first = received.isEmpty();
      boolean ignored = takeIn(first ? 1 : BYTES);
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
    Interleavings all = new Interleavings(DEVIATIONS);
    assertThat(all.findFailure(run -> {
      Shared shared = new Shared();
      Model model = new Model(shared, Mistake.NONE);
      StuckAtFirst taking = new StuckAtFirst(new RingSource(model, model, new Spin(1)), new ArrayList<>());
      begin(run, taking, shared, Mistake.NONE);
      Actor other = run.actor("another");
      other.start(() -> {
        other.await(() -> taking.stuck.isPresent());
        assertThat(taking.intake.goOn(taking.stuck.get())).isTrue();
      });
      return () -> assertThat(taking.received).containsExactly((byte) 1, (byte) 2);
    })).isEmpty();
    assertThat(all.runs()).isGreaterThan(100);
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
      sender.start(() -> send(new Model(shared, Mistake.NONE)));
      Actor kernel = run.actor("kernel");
      kernel.start(() -> {
        kernel.await(sender::isDone);
        shared.ended = true;
      });
      Actor receiver = run.actor("receiver");
      receiver.start(() -> receive(new Model(shared, Mistake.NONE), received));
      return () -> assertThat(received).hasSize((int) shared.tail.value()).isSorted();
    })).isEmpty();
  }
}
