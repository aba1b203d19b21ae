package dev.drover.internal.backend.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.drover.Pool;
import dev.drover.task.Failure;
import dev.drover.task.Outcome;
import dev.drover.task.Retry;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are far larger than anything that carries them holds, over rings and over the socket alone. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"rings", "socket"})
@Timeout(60)
class LargeFramesTest {
  private static final int SIZE = 20 << 20;

  @Parameter String carrier = "";

  @BeforeEach
  void choose() {
    System.setProperty(Carrier.PROPERTY, carrier);
  }

  @AfterEach
  void chooseAsBefore() {
    System.clearProperty(Carrier.PROPERTY);
  }

  @Test
  void buffersAndSegmentsTravelBothWays() throws Exception {
    ByteBuffer direct = ByteBuffer.allocateDirect(SIZE).putInt(SIZE - 4, 77).position(100);
    IntBuffer ints = IntBuffer.wrap(new int[SIZE / 4]).put(SIZE / 4 - 1, 78);
    MemorySegment outside = Arena.ofAuto().allocate(SIZE, 8).fill((byte) 5);
    MemorySegment doubles = MemorySegment.ofArray(new double[SIZE / 8]);
    try (Pool pool = Pool.processes(1)) {
      List<Object> there = pool.map(List.of(direct, ints, outside, doubles), value -> value);
      assertThat(there.get(0)).isEqualTo(direct).isNotSameAs(direct);
      assertThat(((ByteBuffer) there.get(0)).isDirect()).isTrue();
      assertThat(there.get(1)).isEqualTo(ints);
      assertThat(((MemorySegment) there.get(2)).mismatch(outside)).isEqualTo(-1);
      assertThat(((MemorySegment) there.get(2)).isNative()).isTrue();
      assertThat(((MemorySegment) there.get(3)).heapBase()).containsInstanceOf(double[].class);
      assertThat(pool.stats().workerStarts()).isEqualTo(1);
    }
  }

  @Test
  void memoryThatTheWorkerMayNotHaveIsALackOfMemory() {
    try (Pool pool = Pool.processes(o -> o.workers(1).jvmArgs("-XX:MaxDirectMemorySize=1m"))) {
      List<Outcome<ByteBuffer, Integer>> outcomes = pool.with(o -> o.retries(Retry.none().crashes(0).memory(0)))
          .outcomes(List.of(ByteBuffer.allocateDirect(SIZE), ByteBuffer.allocateDirect(10)), ByteBuffer::capacity).toList();
      assertThat(outcomes.get(0)).isInstanceOfSatisfying(
          Outcome.Failed.class, f -> assertThat(f.failure()).isInstanceOf(Failure.OutOfMemory.class));
      assertThat(outcomes.get(1)).isInstanceOfSatisfying(Outcome.Ok.class, ok -> assertThat(ok.value()).isEqualTo(10));
    }
  }

  @Test
  void theyTravelBothWays() throws Exception {
    byte[] value = new byte[SIZE];
    Arrays.fill(value, (byte) 7);
    value[SIZE - 1] = 1;
    try (Pool pool = Pool.processes(2)) {
      List<Future<byte[]>> both = IntStream.range(0, 2).<Future<byte[]>>mapToObj(_ -> pool.submit(value::clone)).toList();
      for (Future<byte[]> one : both) {
        assertThat(Arrays.equals(one.get(), value)).isTrue();
      }
    }
  }

  /** Small ones go with the bytes of their value, large ones beside them, and the largest through a ring that has grown. */
  @ParameterizedTest
  @ValueSource(ints = {1, 1000, 100_000, 1_000_000})
  void aWorkerGetsArraysOfItsOwnWhateverTheirSize(int count) {
    double[] numbers = new Random(count).doubles(count).toArray();
    double[] before = numbers.clone();
    try (Pool pool = Pool.processes(1)) {
      Message back = pool.map(List.of(new Message("a", numbers, List.of(numbers, new byte[count]))), Message::changed).getFirst();
      assertThat(numbers).isEqualTo(before);
      before[0] = -1;
      assertThat(back.numbers()).isEqualTo(before).isSameAs(back.more().getFirst());
      assertThat((byte[]) back.more().get(1)).hasSize(count).endsWith(7);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Message(String name, double[] numbers, List<Object> more) {
    Message changed() {
      numbers[0] = -1;
      byte[] bytes = (byte[]) more.get(1);
      bytes[bytes.length - 1] = 7;
      return this;
    }
  }

  @Test
  void arraysOfEachTypeTravel() {
    int count = 300_000;
    List<Object> all = List.of(
        new byte[count], new short[count], new char[count], new int[count], new long[count], new float[count], new double[count],
        new boolean[count]);
    ((boolean[]) all.get(7))[count - 1] = true;
    ((char[]) all.get(2))[count - 2] = '\u20ac';
    ((float[]) all.get(5))[count / 2] = Float.NaN;
    try (Pool pool = Pool.processes(2)) {
      assertThat(Arrays.deepEquals(pool.map(all, array -> array).toArray(), all.toArray())).isTrue();
    }
  }

  @Test
  void anArrayForWhichAWorkerHasNoMemoryCostsItsItem() {
    List<byte[]> inputs = List.of(new byte[10], new byte[200 << 20], new byte[20]);
    try (Pool pool = Pool.processes(o -> o.workers(1).memory("64m"))) {
      List<Outcome<byte[], Integer>> outcomes = pool.with(t -> t.retries(Retry.none().crashes(0).memory(0)))
          .outcomes(inputs, array -> array.length)
          .toList();
      assertThat(outcomes).hasSize(3);
      assertThat(outcomes.get(1)).isInstanceOfSatisfying(Outcome.Failed.class,
          f -> assertThat(f.failure()).isInstanceOf(Failure.OutOfMemory.class));
      assertThat(outcomes.get(2)).isInstanceOf(Outcome.Ok.class);
    }
  }

  @Test
  void oneWhoseCallerGivesUpWhileItIsSentHoldsUpNobody() {
    double[] numbers = new double[SIZE / Double.BYTES];
    numbers[numbers.length - 1] = 5;
    Random random = new Random(1);
    try (Pool pool = Pool.processes(1)) {
      for (int round = 0; round < 10; round++) {
        FutureTask<List<Integer>> call = new FutureTask<>(() -> pool.map(List.of(numbers), n -> n.length));
        Thread caller = Thread.ofVirtual().start(call);
        passNanos(random.nextInt(10_000_000));
        call.cancel(true);
        assertThat(pool.map(List.of(numbers), n -> n[n.length - 1])).containsExactly(5.0);
        assertThatCode(() -> caller.join(Duration.ofSeconds(10))).doesNotThrowAnyException();
      }
    }
  }

  /** Some way into what others do. */
  private static void passNanos(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aWorkerThatIsKilledWhileItGetsOneIsReplacedAndTheItemIsRunElsewhere() throws Exception {
    byte[] value = new byte[SIZE];
    value[SIZE - 1] = 3;
    try (Pool pool = Pool.processes(1)) {
      for (int round = 0; round < 5; round++) {
        long pid = pool.submit(() -> ProcessHandle.current().pid()).get();
        CompletableFuture<Byte> last = CompletableFuture.supplyAsync(
            () -> pool.map(List.of(value), v -> v[SIZE - 1]).getFirst());
        passNanos(round * 3_000_000L);
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::destroyForcibly)).isPresent();
        assertThat(last.get(20, TimeUnit.SECONDS)).isEqualTo((byte) 3);
      }
    }
  }

  @Test
  void aWorkerThatDiesWhileTheyAreOnTheirWayHoldsUpNobody() {
    byte[] value = new byte[SIZE];
    try (Pool pool = Pool.processes(2)) {
      List<Outcome<Integer, Integer>> outcomes = pool.outcomes(List.of(1, 2, 3, 4), i -> {
        if (i == 2) {
          Runtime.getRuntime().halt(9);
        }
        return value.length + i;
      }).toList();
      assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Ok).hasSize(3);
      assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Failed).singleElement()
          .isInstanceOfSatisfying(Outcome.Failed.class, f -> assertThat(f.failure()).isInstanceOf(Failure.Exited.class));
    }
  }
}
