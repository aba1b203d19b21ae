package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.spi.Backend;
import dev.drover.task.Failure;
import dev.drover.task.Fn;
import dev.drover.task.PoolOptions;
import dev.drover.task.Retry;
import dev.drover.task.Task;
import dev.drover.task.TaskFailedException;
import dev.drover.task.TaskOptions;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.RandomAccess;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first items of a call, which the calling thread runs as a plain loop would. */
@Timeout(30)
class LeadTest {
  private static final TaskOptions PLAIN = TaskOptions.defaults();

  private final Engine engine = Engine.open("threads", PoolOptions.defaultOptions().workers(2), true);
  private final List<Integer> thousand = IntStream.range(0, 1_000).boxed().toList();

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    engine.shutdown();
    assertThat(engine.awaitTermination(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void cheapItemsRunInTheCallingThreadInOrder() {
    Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    List<Integer> squares = map(thousand, x -> {
      threads.add(Thread.currentThread());
      return x * x;
    });
    assertThat(squares).hasSize(1_000).startsWith(0, 1, 4, 9).endsWith(999 * 999);
    assertThat(threads).startsWith(Thread.currentThread()).hasSize(1_000);
    assertThat(engine.totals().succeeded()).isEqualTo(1_000);
  }

  @Test
  void aCallWithoutItemsTellsNothing() {
    Fn<Integer, Integer> function = x -> x + 5;
    assertThat(map(List.of(), function)).isEmpty();
    assertThat(Site.of(function).known()).isEmpty();
  }

  @Test
  void tellsWithNumbersWhyItStayed() {
    for (int i = 0; i < 200; i++) {
      map(thousand, LeadTest::increment);
    }
    assertThat(engine.explain())
        .startsWith("auto: the calling thread")
        .contains("an item takes ", "not worth a second thread")
        .containsPattern("1000 items (run, as one call of eight is )?measured, 0 left");
  }

  private static Integer increment(Integer x) {
    return x + 1;
  }

  @Test
  void aFunctionThatIsCheapForLongHasALoopOfItsOwn() {
    Fn<Integer, Integer> function = x -> x + 2;
    while (Site.of(function).loop().loop() == ItemLoop.SHARED) {
      assertThat(map(thousand, function)).startsWith(2, 3, 4).endsWith(1_001).hasSize(1_000);
    }
    assertThat(map(thousand, function)).startsWith(2, 3, 4).endsWith(1_001).hasSize(1_000);
  }

  @Test
  void inALoopOfItsOwnAnItemKnowsItsIndexAndTheOneThatThrowsIsNamed() {
    AtomicInteger runs = new AtomicInteger();
    Fn<Integer, Integer> function = x -> {
      runs.setPlain(x + 1);
      if (x == 1_000) {
        throw new IllegalStateException("at " + Task.current().orElseThrow().index());
      }
      return x;
    };
    makeHot(function);
    List<Integer> more = IntStream.rangeClosed(0, 1_001).boxed().toList();
    for (int i = 0; i < 20; i++) { // some of them without a look at the clock
      assertThatThrownBy(() -> map(more, function)).isInstanceOfSatisfying(TaskFailedException.class, e -> {
        assertThat(e.index()).isEqualTo(1_000);
        assertThat(e.failure()).isInstanceOfSatisfying(
            Failure.Threw.class, f -> assertThat(f.thrown().message()).isEqualTo("at 1000"));
      });
      assertThat(runs.getPlain()).as("none ran after it").isEqualTo(1_001);
    }
  }

  @Test
  void aListThatThrowsInALoopOfItsOwnIsNoFailureOfAnItem() {
    Fn<Integer, Integer> function = x -> x + 3;
    makeHot(function);
    class Shorter extends AbstractList<Integer> implements RandomAccess {
      @Override
      public Integer get(int index) {
        return thousand.get(index);
      }

      @Override
      public int size() {
        return 1_001;
      }
    }

    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> map(new Shorter(), function)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void tellsWhetherACallOfACheapFunctionWasMeasured() {
    Fn<Integer, Integer> function = x -> x + 4;
    for (String expected : List.of("1000 items run, as one call of eight is measured, 0 left", "1000 items measured, 0 left")) {
      do {
        map(thousand, function);
      } while (!engine.explain().contains(expected));
    }
  }

  private void makeHot(Fn<Integer, Integer> function) {
    while (!Site.of(function).loop().isHot()) {
      map(thousand, function);
    }
  }

  /** More results than go into one array that is young, so they come in pieces; twice, as the second time the loop is another one. */
  @Test
  void ofALongCallEachResultIsInItsPlace() {
    List<Integer> many = IntStream.range(0, 200_001).boxed().toList();
    Fn<Integer, Long> function = x -> Task.current().orElseThrow().index() + 5;
    for (int i = 0; i < 2; i++) {
      List<Long> results = engine.map(many, function, PLAIN);
      assertThat(results).hasSize(200_001);
      for (int at : new int[] {0, 16_383, 16_384, 65_535, 65_536, 199_999, 200_000}) {
        assertThat(results.get(at)).isEqualTo(at + 5);
      }
      assertThat(results.stream().mapToLong(x -> x).sum()).isEqualTo(200_001L * 200_000 / 2 + 5 * 200_001);
    }
  }

  @Test
  void inTheMiddleOfALongCallARunTakesOver() {
    List<Integer> many = IntStream.range(0, 100_000).boxed().toList();
    AtomicInteger runs = new AtomicInteger();
    List<Integer> results = engine.map(many, x -> {
      runs.incrementAndGet();
      if (x == 70_000 && Task.current().orElseThrow().attempt() == 1) {
        throw new IllegalStateException("once");
      }
      return x + 1;
    }, PLAIN.retries(Retry.times(2)));
    assertThat(results).isEqualTo(IntStream.rangeClosed(1, 100_000).boxed().toList());
    assertThat(runs).hasValue(100_001);
  }

  @Test
  void callsOfManyThreadsAreAllCountedThoughSomebodyLooks() throws Exception {
    int threads = 4;
    int calls = 2_000;
    List<FutureTask<Integer>> callers = IntStream.range(0, threads)
        .mapToObj(_ -> new FutureTask<>(() -> IntStream.range(0, calls)
            .map(_ -> map(thousand.subList(0, 3), LeadTest::increment).size())
            .sum()))
        .toList();
    callers.forEach(c -> Thread.ofPlatform().start(c));
    long seen = 0;
    while (!callers.stream().allMatch(FutureTask::isDone)) {
      long now = engine.totals().succeeded();
      assertThat(now).as("never fewer").isGreaterThanOrEqualTo(seen);
      assertThat(engine.running()).hasSizeLessThanOrEqualTo(threads);
      seen = now;
    }
    for (FutureTask<Integer> c : callers) {
      assertThat(c.get()).isEqualTo(3 * calls);
    }
    assertThat(engine.totals().succeeded()).isEqualTo(3L * calls * threads);
    assertThat(engine.running()).isEmpty();
  }

  @Test
  void aPoolThatIsShutDownMeanwhileEndsAndRefusesTheRest() throws Exception {
    CountDownLatch going = new CountDownLatch(3);
    List<FutureTask<Boolean>> callers = IntStream.range(0, 3)
        .mapToObj(_ -> new FutureTask<>(() -> {
          try {
            while (true) {
              assertThat(map(thousand.subList(0, 5), LeadTest::increment)).containsExactly(1, 2, 3, 4, 5);
              going.countDown();
            }
          } catch (RejectedExecutionException e) {
            return Thread.currentThread().isInterrupted();
          }
        }))
        .toList();
    callers.forEach(c -> Thread.ofPlatform().start(c));
    assertThat(going.await(10, TimeUnit.SECONDS)).isTrue();
    engine.shutdown();
    assertThat(engine.awaitTermination(Duration.ofSeconds(10))).isTrue();
    for (FutureTask<Boolean> c : callers) {
      assertThat(c.get(10, TimeUnit.SECONDS)).as("interrupted").isFalse();
    }
  }

  @Test
  void anItemThatThrowsIsNotRunAgain() {
    AtomicInteger runs = new AtomicInteger();
    assertThatThrownBy(() -> map(thousand, x -> {
      runs.incrementAndGet();
      if (x == 7) {
        throw new IllegalStateException("seven");
      }
      return x;
    })).isInstanceOfSatisfying(TaskFailedException.class, e -> {
      assertThat(e.index()).isEqualTo(7);
      assertThat(e.failure()).isInstanceOf(Failure.Threw.class);
      assertThat(e.failure().attempts()).isEqualTo(1);
    });
    assertThat(runs).hasValue(8);
  }

  /** By then slots may have joined, so others run beside it. */
  @ParameterizedTest
  @ValueSource(ints = {999, 2_000, 30_000})
  void norIsOneThatIsFarBehind(int throwing) {
    List<Integer> inputs = IntStream.rangeClosed(0, throwing + 1_000).boxed().toList();
    AtomicInteger runs = new AtomicInteger();
    assertThatThrownBy(() -> map(inputs, x -> {
      if (x == throwing) {
        runs.incrementAndGet();
        throw new IllegalStateException("it");
      }
      return x;
    })).isInstanceOfSatisfying(TaskFailedException.class, e -> {
      assertThat(e.index()).isEqualTo(throwing);
      assertThat(e.failure()).isInstanceOf(Failure.Threw.class);
      assertThat(e.failure().attempts()).isEqualTo(1);
    });
    assertThat(runs).hasValue(1);
  }

  @Test
  void anItemIsRetriedAndTheRestRunsOnce() {
    AtomicInteger runs = new AtomicInteger();
    TaskOptions retrying = PLAIN.retries(Retry.times(2));
    List<Integer> result = engine.map(thousand, x -> {
      runs.incrementAndGet();
      if (x == 7 && Task.current().orElseThrow().attempt() == 1) {
        throw new IllegalStateException("seven");
      }
      return x + 1;
    }, retrying);
    assertThat(result).hasSize(1_000).startsWith(1, 2, 3).endsWith(1_000);
    assertThat(runs).hasValue(1_001);
  }

  @Test
  void aListThatThrowsEndsTheCallWithWhatItThrew() {
    class Broken extends AbstractList<Integer> implements RandomAccess {
      @Override
      public Integer get(int index) {
        if (index == 5) {
          throw new IllegalStateException("no fifth");
        }
        return index;
      }

      @Override
      public int size() {
        return 10;
      }
    }

    assertThatThrownBy(() -> map(new Broken(), x -> x)).isInstanceOf(IllegalStateException.class).hasMessage("no fifth");
  }

  @Test
  void eachItemKnowsItsIndexAndHasItsOwnNumbers() {
    TaskOptions seeded = PLAIN.seed(42);
    List<Long> here = engine.map(thousand.subList(0, 100), LeadTest::drawn, seeded);
    Engine threads = Engine.open("threads", PoolOptions.defaultOptions().workers(2), false);
    try {
      assertThat(here).isEqualTo(threads.map(thousand.subList(0, 100), LeadTest::drawn, seeded));
    } finally {
      threads.shutdown();
    }
  }

  private static Long drawn(Integer x) {
    assertThat(Task.current().orElseThrow().index()).isEqualTo(x.longValue());
    return 31 * Task.random().nextLong() + Task.random().nextLong();
  }

  @Test
  void aTaskThatIsKeptStaysWhatItWas() {
    List<Task> kept = new ArrayList<>();
    map(List.of(1, 2, 3), x -> kept.add(Task.current().orElseThrow()));
    assertThat(kept.stream().map(Task::index)).containsExactly(0L, 1L, 2L);
    assertThat(Task.current()).isEmpty();
  }

  @Test
  void anItemThatMapsItselfIsStillTheSameItem() {
    Engine inline = Engine.open("inline", PoolOptions.defaultOptions(), false);
    try {
      assertThat(map(List.of(1, 2, 3), x -> {
        inline.map(List.of(7, 8), y -> y, PLAIN);
        return Task.current().orElseThrow().index();
      })).containsExactly(0L, 1L, 2L);
    } finally {
      inline.shutdown();
    }
  }

  @Test
  void heavyItemsAreSharedOut() {
    Queue<String> threads = new ConcurrentLinkedQueue<>();
    List<Integer> result = map(thousand.subList(0, 40), x -> {
      threads.add(Thread.currentThread().getName());
      compute(6);
      return x;
    });
    assertThat(result).isEqualTo(thousand.subList(0, 40));
    assertThat(threads.stream().distinct()).hasSizeGreaterThan(1);
  }

  @Test
  void stoppingThePoolInterruptsTheItemAndLeavesNoInterrupt() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    FutureTask<Boolean> call = new FutureTask<>(() -> {
      assertThatThrownBy(() -> map(thousand, x -> {
        running.countDown();
        new CountDownLatch(1).await();
        return x;
      })).isInstanceOfSatisfying(
          TaskFailedException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Cancelled.class));
      return Thread.currentThread().isInterrupted();
    });
    Thread.ofPlatform().start(call);
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(engine.running()).extracting(Backend.Running::index).containsExactly(0L);
    engine.shutdownNow();
    assertThat(call.get(10, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void aCallThatIsUnderWayOutlivesAShutdown() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    FutureTask<List<Integer>> call = new FutureTask<>(() -> map(thousand, x -> {
      running.countDown();
      goOn.await();
      return x;
    }));
    Thread.ofPlatform().start(call);
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    engine.shutdown();
    assertThat(engine.isTerminated()).isFalse();
    goOn.countDown();
    assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(thousand);
  }

  @Test
  void aDrainLetsTheItemFinishAndCancelsTheRest() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger finished = new AtomicInteger();
    FutureTask<Boolean> call = new FutureTask<>(() -> {
      assertThatThrownBy(() -> map(thousand, x -> {
        running.countDown();
        goOn.await();
        return finished.incrementAndGet();
      })).isInstanceOfSatisfying(
          TaskFailedException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Cancelled.class));
      return true;
    });
    Thread.ofPlatform().start(call);
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    engine.drain("the pool was drained");
    goOn.countDown();
    assertThat(call.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(finished).hasValue(1);
  }

  @Test
  void anInterruptOfTheCallerStopsTheCallAndStays() throws Exception {
    FutureTask<Boolean> call = new FutureTask<>(() -> {
      assertThatThrownBy(() -> map(thousand, x -> {
        Thread.currentThread().interrupt();
        return x;
      })).isInstanceOf(CancellationException.class);
      return Thread.currentThread().isInterrupted();
    });
    Thread.ofPlatform().start(call);
    assertThat(call.get(10, TimeUnit.SECONDS)).isTrue();
  }

  private <R> List<R> map(List<Integer> inputs, Fn<Integer, R> function) {
    return engine.map(inputs, function, PLAIN);
  }

  private static void compute(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
