package dev.drover.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.ChildProcess;
import dev.drover.Pool;
import dev.drover.shared.SharedBoolean;
import dev.drover.shared.SharedBytes;
import dev.drover.shared.SharedDouble;
import dev.drover.shared.SharedDoubles;
import dev.drover.shared.SharedInt;
import dev.drover.shared.SharedInts;
import dev.drover.shared.SharedLong;
import dev.drover.shared.SharedMemory;
import dev.drover.task.TaskFailedException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What numbers, arrays and memory promise to the processes that share them. For the backend whose workers are processes. */
public abstract class SharedMemoryContract extends PoolContract {
  private static final int PROCESSES = 4;
  private static final int INCREMENTS = 10_000;

  /** On a busy machine four processes may run one after another for once. */
  private static final int ROUNDS = 20;

  /** For subclasses. */
  protected SharedMemoryContract() {}

  /** Where an object may be: in a field of a record that is no one's but the user's. */
  record Holder(String name, SharedInts ints) {}

  @Test
  @DisplayName("row 55: what one process writes the others see: captured, in an item, in a collection, in a record, in a result")
  void dataIsVisible() {
    try (Pool pool = open(2);
        SharedInt captured = SharedInt.of(0);
        SharedInts ints = SharedInts.allocate(100);
        SharedDoubles doubles = SharedDoubles.of(1, 2, 3);
        SharedBytes large = SharedBytes.allocate(10 << 20)) {
      pool.forEach(List.of(1, 2, 3), captured::addAndGet);
      assertThat(captured.get()).isEqualTo(6);
      pool.forEach(List.of(new Holder("a", ints), new Holder("b", ints)), h -> h.ints().getAndAdd(h.name().charAt(0), 1));
      assertThat(ints.get('a')).isEqualTo(1);
      assertThat(pool.map(List.of(Map.of("x", List.of(doubles))), m -> m.values().iterator().next().getFirst().get(2))).containsExactly(3.0);
      assertThat(pool.map(List.of(large), b -> {
        b.set((10 << 20) - 1, (byte) 42);
        return b;
      })).containsExactly(large);
      assertThat(large.get((10 << 20) - 1)).isEqualTo((byte) 42);
      assertThat(pool.map(List.of(ints.slice(10, 20)), part -> {
        part.fill(7);
        return part;
      })).containsExactly(ints.slice(10, 20));
      assertThat(ints.slice(9, 21).toArray()).startsWith(0, 7).endsWith(7, 0);
    }
  }

  @Test
  @DisplayName("each kind travels to a child and back")
  void eachKindTravels() throws Exception {
    try (SharedLong number = SharedLong.of(1);
        SharedDouble fraction = SharedDouble.of(0.5);
        SharedBoolean flag = SharedBoolean.of(false);
        SharedMemory memory = SharedMemory.allocate(64);
        ChildProcess<List<Object>> child = ChildProcess.start(() -> {
          number.set(1L << 40);
          fraction.addAndGet(0.25);
          flag.set(true);
          memory.segment().set(ValueLayout.JAVA_INT, 4, 99);
          return List.of(number, fraction, flag, memory);
        })) {
      assertThat(child.value()).isEqualTo(List.of(number, fraction, flag, memory));
      assertThat(number.get()).isEqualTo(1L << 40);
      assertThat(fraction.get()).isEqualTo(0.75);
      assertThat(flag.get()).isTrue();
      assertThat(memory.segment().get(ValueLayout.JAVA_INT, 4)).isEqualTo(99);
    }
  }

  @Test
  @DisplayName("an object comes with an option too")
  void optionsTakeObjects() {
    try (SharedInt started = SharedInt.of(0)) {
      try (Pool pool = Pool.processes(o -> o.workers(2).onWorkerStart(started::incrementAndGet))) {
        assertThat(pool.map(List.of(1, 2), x -> x)).containsExactly(1, 2);
      }
      assertThat(started.get()).isPositive();
    }
  }

  /** All processes do it at the same time: they wait for one another before each round. */
  @SuppressWarnings("ThreadPriorityCheck") // there may be fewer cores than processes that wait for one another
  private static void increment(SharedInts ready, SharedInts plain, SharedLong atomic) {
    for (int round = 0; round < ROUNDS; round++) {
      boolean _ = ready.getAndAdd(round, 1) > 0;
      while (ready.getAcquire(round) < PROCESSES) {
        Thread.yield();
      }
      for (int i = 0; i < INCREMENTS; i++) {
        plain.set(round, plain.get(round) + 1);
        atomic.incrementAndGet();
      }
    }
  }

  @Test
  @DisplayName("seed C4: 4 processes with 10,000 plain increments each lose some, atomic ones come to 40,000")
  void incrementsOfFourProcesses() {
    List<ChildProcess<?>> children = new ArrayList<>();
    try (SharedInts plain = SharedInts.allocate(ROUNDS); SharedLong atomic = SharedLong.of(0);
        SharedInts ready = SharedInts.allocate(ROUNDS)) {
      try {
        for (int i = 0; i < PROCESSES; i++) {
          children.add(ChildProcess.start(() -> increment(ready, plain, atomic)));
        }
      } finally {
        children.forEach(ChildProcess::close);
      }
      assertThat(atomic.get()).isEqualTo(PROCESSES * INCREMENTS * ROUNDS);
      IntSummaryStatistics all = IntStream.of(plain.toArray()).summaryStatistics();
      assertThat(all.getMax()).isLessThanOrEqualTo(PROCESSES * INCREMENTS);
      assertThat(all.getMin()).as("updates are lost").isBetween(1, PROCESSES * INCREMENTS - 1);
    }
  }

  private static boolean useAndClose(SharedLong small, SharedInts large) {
    small.incrementAndGet();
    small.close();
    large.getAndAdd(0, 1);
    large.close();
    return large.isClosed();
  }

  @Test
  @DisplayName("row 55: a user that ends, and one that closes its share, destroy nothing")
  void usersDestroyNothing() throws Exception {
    try (SharedLong small = SharedLong.of(1); SharedInts large = SharedInts.allocate(1 << 20)) {
      for (int i = 0; i < 2; i++) {
        try (ChildProcess<Boolean> child = ChildProcess.start(() -> useAndClose(small, large))) {
          assertThat(child.value()).isTrue();
        }
      }
      assertThat(small.get()).isEqualTo(3);
      assertThat(large.get(0)).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("row 55: what a process has made goes with it, however it ends, unless another one uses it")
  void nothingIsLeftOfTheDead() throws Exception {
    SharedInt given;
    SharedInts large;
    long pid;
    try (ChildProcess<List<Object>> child = ChildProcess.start(() -> {
      var _ = SharedBytes.allocate(1 << 20);
      return List.of(SharedInt.of(5), SharedInts.allocate(1 << 20));
    })) {
      given = (SharedInt) child.value().get(0);
      large = (SharedInts) child.value().get(1);
      pid = child.pid();
    }
    assertThat(leftBy(pid)).isEmpty();
    assertThat(given.incrementAndGet()).isEqualTo(6);
    large.set(3, 4);
    try (ChildProcess<Integer> next = ChildProcess.start(() -> given.incrementAndGet() + large.get(3))) {
      assertThat(next.value()).isEqualTo(11);
    }
    large.close();
    given.close();
    Marks ready = marks("ready");
    Gate never = gate("never");
    try (ChildProcess<?> killed = ChildProcess.start(() -> {
      var _ = SharedBytes.allocate(1 << 20);
      var _ = SharedInt.of(1);
      ready.addPid();
      never.pass();
    })) {
      ready.await(1);
      assertThat(leftBy(killed.pid())).isNotEmpty();
      pid = killed.pid();
      killed.kill();
    }
    assertThat(leftBy(pid)).isEmpty();
  }

  /** Folders with leases of a process. */
  private static List<Path> leftBy(long pid) throws Exception {
    Optional<Path> own;
    try (var all = Files.list(Path.of("/dev/shm"))) {
      own = all.filter(f -> f.getFileName().toString().startsWith("drover-")).filter(Files::isReadable).findFirst();
    }
    Path shared = own.orElseThrow().resolve("shared");
    try (var folders = Files.list(shared)) {
      return folders.filter(f -> f.getFileName().toString().startsWith(pid + "-")).toList();
    }
  }

  private static boolean isClosedSoon(SharedInts ints, Gate closed) throws InterruptedException {
    ints.set(0, 1);
    closed.pass();
    return Until.within(Until.LIMIT, ints::isClosed);
  }

  @Test
  @DisplayName("what is closed while others use it, or are about to, says so, and harms no other task")
  void closedOnTheWay() throws Exception {
    SharedInts large = SharedInts.allocate(1 << 20);
    try (Pool pool = open(1)) {
      Gate closed = gate("closed");
      var task = pool.submit(() -> isClosedSoon(large, closed));
      Until.isTrue("the worker uses it", () -> large.getAcquire(0) == 1);
      large.close();
      closed.open();
      assertThat(task.get()).isTrue();
      assertThatThrownBy(() -> pool.map(List.of(large), x -> 1))
          .isInstanceOf(TaskFailedException.class)
          .hasMessageContaining("this shared object is closed");
      assertThat(pool.map(List.of(1), x -> x + 1)).containsExactly(2);
    }
  }

  @Test
  @DisplayName("100 MB are summed by reference")
  void largeArraysAreNotCopied() {
    int length = 12_500_000;
    try (SharedDoubles numbers = SharedDoubles.allocate(length); Pool pool = open(2)) {
      for (int i = 0; i < length; i++) {
        numbers.set(i, i % 8);
      }
      List<SharedDoubles> halves = List.of(numbers.slice(0, length / 2), numbers.slice(length / 2, length));
      double expected = LongStream.range(0, length).mapToDouble(i -> i % 8).sum();
      assertThat(pool.map(halves, SharedMemoryContract::sum).stream().mapToDouble(x -> x).sum()).isEqualTo(expected);
    }
  }

  private static double sum(SharedDoubles numbers) {
    double sum = 0;
    for (long i = 0; i < numbers.length(); i++) {
      sum += numbers.get(i);
    }
    return sum;
  }

  @Test
  @DisplayName("many objects in one item")
  void manyObjects() {
    List<SharedInt> all = IntStream.range(0, 1000).mapToObj(SharedInt::of).toList();
    try (Pool pool = open(2)) {
      assertThat(pool.map(List.of(all, all), list -> list.stream().mapToInt(SharedInt::incrementAndGet).sum()))
          .satisfiesExactlyInAnyOrder(x -> assertThat(x).isPositive(), x -> assertThat(x).isPositive());
      assertThat(all.get(500).get()).isEqualTo(502);
    } finally {
      all.forEach(SharedInt::close);
    }
  }
}
