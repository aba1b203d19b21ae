package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.internal.journal.Journal;
import dev.drover.spi.Assignment;
import dev.drover.spi.Batch;
import dev.drover.task.Failure;
import dev.drover.task.Order;
import dev.drover.task.Outcome;
import dev.drover.task.TaskOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class LongestFirstTest {
  private static final long MILLI = 1_000_000;

  @TempDir Path folder;

  private final Dispatcher dispatcher = Dispatchers.of(2);
  private final OutcomeQueue<Integer, Object> outcomes = new OutcomeQueue<>(Order.COMPLETION);
  private Optional<Run> begun = Optional.empty();

  @AfterEach
  void stop() {
    begun.ifPresent(r -> Calls.stop(dispatcher, r, "the test is over"));
  }

  private Journal journal(Map<?, Long> millis) {
    Path file = folder.resolve("times");
    try (Journal journal = Journal.open(file)) {
      millis.forEach((input, ms) -> {
        assertThat(journal.took(ms * MILLI)).isTrue();
        journal.ran(input, ms * MILLI);
      });
    }
    return Journal.open(file);
  }

  private Run begin(Iterator<?> inputs, Journal journal, TaskOptions options) {
    Run run = new Run(x -> x, options, outcomes, dispatcher, r -> new LongestFirst(
        inputs, journal, dispatcher, () -> arrived(r), options.order() == Order.INPUT || options.buffer().isPresent()));
    begun = Optional.of(run);
    Dispatchers.begin(dispatcher, run);
    run.inputs().readAhead();
    return run;
  }

  private void arrived(Run run) {
    dispatcher.runnable(run);
    run.inputArrived();
  }

  /** The next batch, as soon as there is one. */
  private Assignment next() {
    Optional<Assignment> next = dispatcher.poll();
    for (; next.isEmpty(); next = dispatcher.poll()) {
      LockSupport.parkNanos(MILLI / 10);
    }
    return next.get();
  }

  private Batch runNext(long nanos) {
    Assignment a = next();
    for (int i = 0; i < a.batch().size(); i++) {
      a.report().ok(i, a.batch().inputs().get(i), nanos);
    }
    a.report().close();
    return a.batch();
  }

  private static List<Integer> upTo(int n) {
    return IntStream.range(0, n).boxed().toList();
  }

  @Test
  void theLongestGoFirstAndTheRestInItsOrder() {
    begin(upTo(6).iterator(), journal(Map.of(1, 10L, 3, 30L, 5, 20L)), TaskOptions.defaults().batch(1));
    assertThat(Stream.generate(() -> runNext(MILLI)).limit(6).map(Batch::firstIndex))
        .containsExactly(3L, 5L, 1L, 0L, 2L, 4L);
    assertThat(Stream.generate(outcomes::poll).limit(6))
        .allSatisfy(o -> assertThat(o.input().longValue()).isEqualTo(o.index()));
  }

  @Test
  void whatIsUnknownGoesByTheMedian() {
    Map<Integer, Long> known = Map.of(0, 8L, 1, 9L, 2, 10L, 3, 11L, 4, 12L, 5, 40L, 6, 41L, 7, 42L, 8, 43L, 9, 44L);
    begin(List.of(0, 100, 9, 101).iterator(), journal(known), TaskOptions.defaults().batch(1));
    assertThat(Stream.generate(() -> runNext(MILLI)).limit(4).map(b -> b.inputs().getFirst()))
        .containsExactly(9, 100, 101, 0);
  }

  @Test
  void shortNeighboursGoInBatchesAndLongItemsAlone() {
    List<Batch> batches = new ArrayList<>();
    begin(upTo(400).iterator(), journal(Map.of(200, 50L, 201, 60L)), TaskOptions.defaults());
    for (int ended = 0; ended < 400; ended += batches.getLast().size()) {
      batches.add(runNext(10));
    }
    assertThat(batches.get(0).inputs()).containsExactly(201);
    assertThat(batches.get(1).inputs()).containsExactly(200);
    assertThat(batches).hasSizeLessThan(80);
    assertThat(batches).allSatisfy(b -> assertThat(b.inputs()).isEqualTo(
        LongStream.range(b.firstIndex(), b.firstIndex() + b.size()).mapToObj(i -> (Object) (int) i).toList()));
  }

  @Test
  void inTheOrderOfTheInputsNoneIsStartedBeyondTheWindow() {
    TaskOptions narrow = TaskOptions.defaults().batch(1).buffer(4).order(Order.INPUT);
    begin(upTo(100).iterator(), journal(Map.of(2, 10L, 99, 30L)), narrow);
    assertThat(runNext(MILLI).firstIndex()).isEqualTo(2);
    assertThat(runNext(MILLI).firstIndex()).isZero();
  }

  @Test
  void anInputThatKeepsTheReaderWaitingHoldsNobodyBack() {
    CountDownLatch never = new CountDownLatch(1);
    Iterator<Integer> slow = Stream.of(0, 1, 2).map(x -> x < 2 ? x : awaited(never)).iterator();
    begin(slow, journal(Map.of(1, 10L)), TaskOptions.defaults().batch(1));
    assertThat(runNext(MILLI).firstIndex()).isEqualTo(1);
    assertThat(runNext(MILLI).firstIndex()).isZero();
  }

  private static int awaited(CountDownLatch latch) {
    try {
      latch.await();
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void endlessInputsStarveNone() {
    Iterator<Integer> endless = Stream.iterate(0, x -> x + 1).map(x -> x == 3 ? 3 : 1000).iterator();
    begin(endless, journal(Map.of(1000, 10L, 3, 5L)), TaskOptions.defaults().batch(1));
    boolean found = false;
    for (int i = 0; i < 5 * LongestFirst.LOOK_AHEAD && !found; i++) {
      found = runNext(MILLI).firstIndex() == 3;
      outcomes.poll();
      advance();
    }
    assertThat(found).isTrue();
  }

  private void advance() {
    dispatcher.lock.lock();
    try {
      begun.orElseThrow().advance();
    } finally {
      dispatcher.unlock();
    }
  }

  @Test
  void whatWasReadWhenTheRunStopsIsCancelledUnderItsOwnIndex() {
    Run run = begin(upTo(4).iterator(), journal(Map.of(2, 10L)), TaskOptions.defaults().batch(1));
    assertThat(runNext(MILLI).firstIndex()).isEqualTo(2);
    Calls.stop(dispatcher, run, "enough");
    assertThat(run.ended()).isTrue();
    List<Outcome<Integer, Object>> all = Stream.generate(outcomes::poll).limit(4).toList();
    assertThat(all).extracting(Outcome::index).containsExactly(2L, 0L, 1L, 3L);
    assertThat(all.subList(1, 4)).allSatisfy(o -> {
      assertThat(o.input().longValue()).isEqualTo(o.index());
      assertThat(((Outcome.Failed<?, ?>) o).failure()).isInstanceOf(Failure.Cancelled.class);
    });
  }

  @Test
  void nullsAreInputsToo() {
    Iterator<Object> inputs = Arrays.<Object>asList(null, "x", null).iterator();
    begin(inputs, journal(Map.of("x", 10L)), TaskOptions.defaults().batch(1));
    assertThat(runNext(MILLI).firstIndex()).isEqualTo(1);
    assertThat(runNext(MILLI).inputs()).containsExactly((Object) null);
    assertThat(runNext(MILLI).inputs()).containsExactly((Object) null);
  }

  /** Whatever the times, batches and window: each input once, under its own index, and the run ends. */
  @RepeatedTest(30)
  void eachInputEndsOnce() {
    Random random = new Random();
    int items = 1 + random.nextInt(500);
    Map<Integer, Long> known = new HashMap<>();
    random.ints(items / 2, 0, items).forEach(i -> known.put(i, 1L + random.nextInt(30)));
    TaskOptions options = TaskOptions.defaults().order(random.nextBoolean() ? Order.INPUT : Order.COMPLETION);
    options = random.nextBoolean() ? options.buffer(1 + random.nextInt(20)) : options;
    Run run = begin(upTo(items).iterator(), journal(known), random.nextBoolean() ? options.batch(3) : options);
    List<Long> ended = new ArrayList<>();
    while (ended.size() < items) {
      Batch batch = runNext(random.nextInt(10_000));
      for (int i = 0; i < batch.size(); i++) {
        assertThat(batch.inputs().get(i)).isEqualTo((int) batch.index(i));
        ended.add(Objects.requireNonNull(outcomes.poll()).index());
      }
      advance();
    }
    while (!run.ended()) {
      LockSupport.parkNanos(MILLI / 10); // the reader finds the end of the inputs
    }
    Collections.sort(ended);
    assertThat(ended).isEqualTo(LongStream.range(0, items).boxed().toList());
  }
}
