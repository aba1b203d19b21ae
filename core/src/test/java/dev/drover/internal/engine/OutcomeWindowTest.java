package dev.drover.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.task.Fn;
import dev.drover.task.Order;
import dev.drover.task.Outcome;
import dev.drover.task.PoolOptions;
import dev.drover.task.TaskOptions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs, window and outcomes together, on the local backends. */
class OutcomeWindowTest {
  private static final Fn<Integer, Integer> SAME = x -> x;

  private final List<Engine> opened = new ArrayList<>();

  private Engine open(String backend) {
    Engine engine = Engine.open(backend, PoolOptions.defaultOptions().workers(2), false);
    opened.add(engine);
    return engine;
  }

  @AfterEach
  void close() throws InterruptedException {
    for (Engine engine : opened) {
      engine.shutdownNow();
      assertThat(engine.awaitTermination(java.time.Duration.ofSeconds(20))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"inline", "threads", "virtual"})
  void anEndlessIteratorIsReadNoFurtherThanTheBuffer(String backend) {
    AtomicInteger pulled = new AtomicInteger();
    Iterable<Integer> endless = () -> Stream.generate(pulled::getAndIncrement).iterator();
    TaskOptions options = TaskOptions.defaults().buffer(5).order(Order.INPUT);
    try (Outcomes<Integer, Integer> outcomes = open(backend).outcomes(endless, SAME, options)) {
      for (int taken = 1; taken <= 50; taken++) {
        assertThat(outcomes.next().index()).isEqualTo(taken - 1);
        assertThat(pulled.get()).isBetween(taken, taken + 5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual"})
  void anIteratorThatBlocksDoesNotHoldBackResults(String backend) throws InterruptedException {
    CountDownLatch more = new CountDownLatch(1);
    Iterable<Integer> inputs = () -> Stream.of(0, 1, 2).map(x -> x < 2 ? x : awaited(more, x)).iterator();
    try (Outcomes<Integer, Integer> outcomes = open(backend).outcomes(inputs, SAME, TaskOptions.defaults())) {
      assertThat(List.of(outcomes.next().get(), outcomes.next().get())).containsExactlyInAnyOrder(0, 1);
      more.countDown();
      assertThat(outcomes.next().get()).isEqualTo(2);
      assertThat(outcomes.hasNext()).isFalse();
    }
  }

  private static int awaited(CountDownLatch latch, int x) {
    try {
      if (latch.await(20, TimeUnit.SECONDS)) {
        return x;
      }
      throw new IllegalStateException("nobody opened the latch");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"inline,0", "inline,5", "inline,19", "threads,0", "threads,5", "threads,19", "virtual,0", "virtual,19"})
  void whatTheIteratorThrowsComesAfterTheOutcomesBefore(String backend, int good) {
    Iterator<Integer> failing = Stream.iterate(0, x -> x + 1).map(x -> x < good ? x : Math.floorDiv(1, good - x)).iterator();
    List<Long> got = new ArrayList<>();
    try (Outcomes<Integer, Integer> outcomes =
        open(backend).outcomes(() -> failing, SAME, TaskOptions.defaults().order(Order.INPUT))) {
      assertThatThrownBy(() -> outcomes.forEachRemaining(o -> got.add(o.index())))
          .isInstanceOf(ArithmeticException.class);
    }
    assertThat(got).hasSize(good).isSorted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"inline", "threads", "virtual"})
  void whatAListThrowsComesAfterTheOutcomesBefore(String backend) {
    List<Integer> broken = new Broken();
    List<Outcome<Integer, Integer>> got = new ArrayList<>();
    try (Outcomes<Integer, Integer> outcomes = open(backend).outcomes(broken, SAME, TaskOptions.defaults())) {
      assertThatThrownBy(() -> outcomes.forEachRemaining(got::add)).hasMessage("the fourth is missing");
    }
    assertThat(got).hasSize(3);
  }

  /** A list whose fourth element can't be read. */
  private static final class Broken extends java.util.AbstractList<Integer> implements java.util.RandomAccess {
    @Override
    public Integer get(int index) {
      if (index == 3) {
        throw new IllegalStateException("the fourth is missing");
      }
      return index;
    }

    @Override
    public int size() {
      return 100;
    }
  }
}
